"""The official form written out: docx, page, workbook, JSON."""
