"""Letters for the tests: filled with made-up cases, and templates written by hand."""

import copy
import zipfile
from io import BytesIO

import docx

from gongkai.documents.letters import LetterCode, render, sample_fields, standard_template
from tests.documents.samples import saved

LONG_ORGAN = (
    "清河哈萨克蒙古族自治州阿拉图沁回族自治县住房和城乡建设与人民防空管理办公室政府信息公开工作领导小组"
)
RARE_NAME = "欧阳𬭚㛃䶮·阿不都热依木·买买提吐尔逊"
GROUNDS = [
    {"article": "政府信息公开条例第十四条", "label": "公开后可能危及国家安全、公共安全、经济安全、社会稳定"},
    {"article": "政府信息公开条例第十五条", "label": "涉及商业秘密、个人隐私等，公开会损害第三方合法权益"},
    {"article": "政府信息公开条例第十六条第二款", "label": "讨论记录，属于过程性信息"},
]
LETTERS = [code.value for code in LetterCode]


def filled(code: str, **changes) -> dict:
    """The sample fields of a letter with some of them changed; fields the letter lacks are left out."""
    fields = copy.deepcopy(sample_fields(code))
    return {**fields, **{name: value for name, value in changes.items() if name in fields}}


def hard(code: str) -> dict:
    """The letter's hardest ordinary case: a long rare name, a long organ, three grounds for every refusal."""
    fields = filled(
        code,
        organ_name=LONG_ORGAN,
        applicant_name=RARE_NAME,
        third_party_name=RARE_NAME,
        third_party_is_organisation=False,
    )
    for part in fields.get("parts", []):
        if part["grounds"]:
            part["grounds"] = GROUNDS
    return fields


def letter(code: str, *, red_head: bool = False, **changes) -> bytes:
    """A letter of its standard template."""
    return render(standard_template(code, red_head=red_head), filled(code, **changes), code=code)


def template(*paragraphs: str) -> bytes:
    """A template of these paragraphs, as somebody would write it in Word."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def members(package: bytes) -> dict[str, bytes]:
    """The members of a zip."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
