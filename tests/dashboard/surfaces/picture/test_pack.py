import io
import zipfile

from dashboard.briefings.snapshot import Snapshot
from tests.exports import file_of


def test_every_chart_and_map_is_there_twice(leadership: Snapshot) -> None:
    names = zipfile.ZipFile(io.BytesIO(file_of("png", leadership))).namelist()
    assert len(names) == len(set(names)) == 2 * len({name[:2] for name in names})
    assert {name.rpartition(".")[2] for name in names} == {"png", "svg"}
    assert all("/" not in name and "\\" not in name for name in names)
