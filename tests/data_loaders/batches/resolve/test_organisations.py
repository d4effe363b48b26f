from __future__ import annotations

from data_loaders.batches.resolve.organisations import Organisation, Organisations, plain


def _body(key: int, name: str, *, district: int = 1, kind: str = "institution") -> Organisation:
    return Organisation(kind=kind, id=key, district_id=district, name=name, uscc=None)


def test_spaces_width_and_case_make_no_difference() -> None:
    assert plain("渝北 安全\u3000学校（Ａ校区）") == plain("渝北安全学校(a校区)")


def test_proposals_are_of_the_unit_or_of_the_very_name() -> None:
    here, there, far = _body(1, "渝北安全学校"), _body(2, "渝北安校", district=2), 3
    namesake = _body(3, "渝北安全学校有限公司", district=far)
    bodies = Organisations(known=[here, there, namesake], aliases={})
    found = bodies.like(["institution"], 1, "渝北安全学校有限公司", near=frozenset({2}))
    assert [one.id for one in found] == [3, 1]
    assert bodies.like(["exam_site"], 1, "渝北安全学校", near=frozenset()) == []


def test_a_dropped_body_is_found_by_nobody_and_its_line_is_named() -> None:
    body = _body(1, "渝北安全学校")
    bodies = Organisations(known=[body], aliases={})
    bodies.drop(body, where="第3行")
    assert bodies.named("institution", 1, "渝北安全学校") is None
    assert bodies.like(["institution"], 1, "渝北安全学院", near=frozenset()) == []
    assert bodies.refused(1, "渝北 安全学校") == "第3行"


def test_a_renamed_body_is_found_by_its_new_name_alone() -> None:
    bodies = Organisations(known=[_body(1, "旧名学校")], aliases={})
    bodies.put(_body(1, "新名学校"))
    assert bodies.named("institution", 1, "旧名学校") is None
    assert bodies.named("institution", 1, "新名学校") == _body(1, "新名学校")
