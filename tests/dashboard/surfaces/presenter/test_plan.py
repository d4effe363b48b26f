import re
from dataclasses import replace

from dashboard import theme
from dashboard.maps.boundaries import boundary_on
from dashboard.surfaces.presenter.plan import legend_html, plan_html
from tests.briefings import DAY, MAP


def test_every_district_is_a_shape_that_says_what_it_is() -> None:
    made = str(plan_html(MAP))
    city = boundary_on(DAY, scope="city", own_file=None, approval_number="")
    for place in city.places:
        assert f"<title>{place.name}：" in made
    assert "万州区：3项" in made
    assert "涪陵区：未检查" in made
    assert "示意图，不作为划界依据" in made


def test_the_legend_names_the_measure() -> None:
    assert "超期（项）" in legend_html(MAP)


def test_who_was_not_inspected_is_hatched_and_no_other_grey_is() -> None:
    thin = replace(MAP.units[0], state="thin", value=None, text="样本不足")
    made = str(plan_html(replace(MAP, key="k1", classes=None, units=(thin, MAP.units[1]))))
    found = re.findall(r'fill="([^"]+)" stroke="[^"]+" data-said="([^："]+)：', made)
    fills = {name: fill for fill, name in found}
    assert fills["涪陵区"] == "url(#hatched-k1)"
    assert fills["万州区"] == theme.NO_DATA
    assert made.count('id="hatched-k1"') == 1
