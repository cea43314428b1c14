"""An office that writes its annual report, with the figures people provide already entered."""

import pytest

from tests.factories import Bureau, make_column
from tests.reporting.factories import provide
from tests.request_factories import make_office


@pytest.fixture
def office(db, gongkai_dir) -> Bureau:
    """A bureau with requests, a column for its reports, and no figures entered."""
    bureau = make_office()
    bureau.columns["nianbao"] = make_column(
        bureau.organ, "nianbao", column_type="annual_report", platform_part="annual_reports"
    )
    return bureau


@pytest.fixture
def provided(office) -> Bureau:
    """The same with everything that is entered by hand for 2025."""
    provide(office, 2025)
    return office
