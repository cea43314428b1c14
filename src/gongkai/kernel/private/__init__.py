"""Personal data: one key per case, what is sealed under it, masks for screens, a record of openings."""

from gongkai.kernel.private.blind import (
    blind_index,
    normal_credit_code,
    normal_id_number,
    normal_name,
    normal_phone,
)
from gongkai.kernel.private.files import (
    FileGone,
    erase,
    keep_made,
    open_plain,
    original_name,
    read_chunks,
    take_in,
    unnamed_file,
)
from gongkai.kernel.private.masks import mask_address, mask_email, mask_id_number, mask_name, mask_phone
from gongkai.kernel.private.opening import OPENED, Purpose, read_personal, record_opening
from gongkai.kernel.private.sealing import (
    KeyDestroyed,
    SealBroken,
    destroy,
    new_key,
    seal_text,
    unseal_text,
)

__all__ = [
    "OPENED",
    "FileGone",
    "KeyDestroyed",
    "Purpose",
    "SealBroken",
    "blind_index",
    "destroy",
    "erase",
    "keep_made",
    "mask_address",
    "mask_email",
    "mask_id_number",
    "mask_name",
    "mask_phone",
    "new_key",
    "normal_credit_code",
    "normal_id_number",
    "normal_name",
    "normal_phone",
    "open_plain",
    "original_name",
    "read_chunks",
    "read_personal",
    "record_opening",
    "seal_text",
    "take_in",
    "unnamed_file",
    "unseal_text",
]
