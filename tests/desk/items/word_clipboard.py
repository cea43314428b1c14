# ruff: noqa: E501
"""What Word puts on the clipboard for a heading, a paragraph and a table with merged cells, shortened."""

WORD_HTML = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; font-family:仿宋_GB2312;} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
<p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:22.0pt;font-family:方正小标宋简体'>
项目资金安排表<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><span style='font-size:16.0pt'>根据申报情况，
安排如下。</span><!--[if supportFields]><span style='mso-element:field-begin'></span><![endif]--></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
<tr style='mso-yfti-irow:0'><td width=189 rowspan=2 valign=top style='width:141.7pt;border:solid windowtext 1.0pt'>
<p class=MsoNormal><span>企业名称<span lang=EN-US><o:p></o:p></span></span></p></td>
<td width=378 colspan=2 style='border:solid windowtext 1.0pt'><p class=MsoNormal align=center><span>金额（万元）</span></p>
</td></tr><tr style='mso-yfti-irow:1'><td><p class=MsoNormal><span lang=EN-US>2025</span>年</p></td>
<td><p class=MsoNormal><span lang=EN-US>2026</span>年</p></td></tr>
<tr style='mso-yfti-irow:2;mso-yfti-lastrow:yes'><td><p class=MsoNormal>海岳精工</p></td><td><p class=MsoNormal>
<span lang=EN-US>120.50</span></p></td><td><p class=MsoNormal><span lang=EN-US>98.00<o:p></o:p></span></p></td></tr>
</table>
<p class=MsoNormal><span style='display:none;mso-hide:all'>内部批注</span><a href="javascript:alert(1)"
onclick="alert(2)">详见附件</a><script>alert(3)</script></p><!--EndFragment--></body></html>"""
