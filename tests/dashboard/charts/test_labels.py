from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts.labels import Spot, placed

HEIGHT = 360


def test_a_lonely_label_stands_right_above_its_point() -> None:
    [box] = placed([Spot(text="黔江", x=0.5, y=0.5)], height=HEIGHT)
    assert box is not None
    assert box.x == 0.5
    assert 0.5 < box.y < 0.55


def test_a_label_at_the_edge_moves_inwards_and_below() -> None:
    [box] = placed([Spot(text="双桥经开区", x=1.0, y=1.0)], height=HEIGHT)
    assert box is not None
    assert box.x * 300 + box.half <= 300
    assert box.y < 1


def test_labels_of_one_place_are_stacked_until_there_is_no_room() -> None:
    places = placed([Spot(text="黔江", x=0.5, y=0.5)] * 40, height=HEIGHT)
    found = [box for box in places if box is not None]
    assert 10 < len(found) < 40
    assert len({box.y for box in found}) == len(found)
    assert places[-1] is None


def test_a_label_lies_on_no_other_point() -> None:
    [free] = placed([Spot(text="黔江", x=0.5, y=0.5)], height=HEIGHT)
    assert free is not None
    [moved] = placed([Spot(text="黔江", x=0.5, y=0.5)], height=HEIGHT, others=[(free.x, free.y)])
    assert moved is not None
    assert moved.y < 0.5


PART = st.floats(0, 1)


@given(st.lists(st.builds(Spot, text=st.sampled_from(["黔江", "两江新区"]), x=PART, y=PART)))
@settings(max_examples=60, deadline=None)
def test_no_label_lies_on_another_or_outside(spots: list[Spot]) -> None:
    found = [box for box in placed(spots, height=HEIGHT) if box is not None]
    assert not any(one.meets(other, height=HEIGHT) for one, other in combinations(found, 2))
    assert all(0 <= box.y <= 1 and 0 <= box.x <= 1 for box in found)
