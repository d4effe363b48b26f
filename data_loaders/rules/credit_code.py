"""统一社会信用代码 (GB 32100-2015) and its check digit."""

from __future__ import annotations

import re
from functools import lru_cache

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, ValidationError

from data_loaders.problems import Level
from data_loaders.rules.faults import CellError


def check_code(text: str) -> str:
    """The code in capitals, if its check digit is right.

    Args:
        text: The cell without spaces, half-width.

    Raises:
        CellError: of the wrong length or characters, or with a wrong check digit; a warning for
            an old registration number of 15 digits, which is left out.
    """
    if re.fullmatch(r"\d{15}", text):
        raise CellError(
            rule="old-registration-number",
            level=Level.WARN,
            message="是15位旧注册号，不是18位统一社会信用代码，本列按空白处理，请换成新代码",
        )
    return _checked(text[:40])


@lru_cache(maxsize=4096)
def _checked(text: str) -> str:
    code = text.upper()
    if len(code) != 18:
        raise CellError(
            rule="code-length", message=f"应为18位，现在是{len(code)}位，请核对；不清楚可留空"
        )
    try:
        return str(uscc.validate(code))
    except InvalidChecksum as error:
        raise CellError(
            rule="code-check-digit",
            message="最后一位校验码与前17位不符，至少有一位抄错，请对照营业执照核对；不清楚可留空",
        ) from error
    except ValidationError as error:
        raise CellError(
            rule="code-characters",
            message="含有代码中不会出现的字符（字母I、O、S、V、Z及标点都不用），请核对",
        ) from error
