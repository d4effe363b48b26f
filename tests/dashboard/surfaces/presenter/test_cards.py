from dataclasses import replace

from dashboard.surfaces.presenter.cards import card_html, card_lines
from tests.briefings import ALL_BLOCKS, SHOWN

CARD = ALL_BLOCKS[0].cards[0]  # type: ignore[union-attr]


def test_a_card_says_its_figure_its_mark_and_its_parts() -> None:
    made = card_html(CARD)
    for said in ("19.9", "复核合格率", "与通报一致", "合格 36家", "一行", "注"):
        assert said in made


def test_a_cards_height_grows_with_what_it_says() -> None:
    higher = replace(CARD, figures=(SHOWN, SHOWN, SHOWN))
    assert card_lines(higher, room=300) > card_lines(CARD, room=300)


def test_names_stay_text() -> None:
    assert "<script" not in card_html(replace(CARD, title="<script>", lines=("<script>",)))
