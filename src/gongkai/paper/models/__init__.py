"""The nouns of 纸面审签."""

from gongkai.paper.models.form import FormKind, FormState, PaperForm, PaperTemplate, PrintRun
from gongkai.paper.models.scan import BatchState, Objection, PageState, ScanBatch, ScanFile, ScanPage

__all__ = [
    "BatchState", "FormKind", "FormState", "Objection", "PageState", "PaperForm", "PaperTemplate",
    "PrintRun", "ScanBatch", "ScanFile", "ScanPage",
]  # fmt: skip
