import base64
import hashlib
from pathlib import Path

import pytest
from streamlit import file_util

from dashboard.errors import ServerError
from dashboard.web.document import TITLE, document, script_hashes

INDEX = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")


def test_the_document_is_in_our_name_and_language() -> None:
    page = document(INDEX, files="ui-1")
    assert '<html lang="zh-CN">' in page
    assert f"<title>{TITLE}</title>" in page
    assert "JavaScript后再打开" in page
    assert "Streamlit app" not in page
    assert "agent" not in page


def test_every_file_is_asked_for_at_the_new_address() -> None:
    page = document(INDEX, files="ui-1")
    assert "./static/" not in page
    assert page.count("./ui-1/static/") == INDEX.count("./static/") > 50


def test_the_scripts_that_stand_in_it_are_named_by_their_hash() -> None:
    page = '<script>let a = 1</script><script src="./a.js"></script><script>let b</script>'
    digest = base64.b64encode(hashlib.sha256(b"let a = 1").digest()).decode()
    assert script_hashes(page)[0] == f"'sha256-{digest}'"
    assert len(script_hashes(page)) == 2
    assert len(script_hashes(document(INDEX, files="ui-1"))) == 1


def test_a_document_of_another_streamlit_is_refused_and_says_what_to_do() -> None:
    with pytest.raises(ServerError, match=r"constraints\.txt"):
        document(INDEX.replace("<title>Streamlit</title>", ""), files="ui-1")
