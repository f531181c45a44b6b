"""Every picture: fit for a strict page, readable without seeing it, the same whenever drawn."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reports.palette import CUSTOM_PROPERTIES
from reports.picture import Picture
from tests.reports.drawn import SVG, root, texts
from tests.reports.gallery import gallery
from tests.reports.wording import EN, ZH

CHINESE = gallery(ZH)
ENGLISH = gallery(EN)

every_picture = pytest.mark.parametrize(
    "picture",
    [*CHINESE.values(), *ENGLISH.values()],
    ids=[*(f"zh-{name}" for name in CHINESE), *(f"en-{name}" for name in ENGLISH)],
)


@every_picture
def test_a_picture_is_well_formed(picture: Picture):
    assert root(picture).tag == f"{SVG}svg"


@every_picture
def test_a_picture_obeys_a_policy_without_inline_style_or_script(picture: Picture):
    tree = root(picture)
    assert not [
        element.tag for element in tree.iter() if element.tag in (f"{SVG}style", f"{SVG}script")
    ]
    names = {name for element in tree.iter() for name in element.attrib}
    assert "style" not in names
    assert not [name for name in names if name.startswith("on")]
    assert "xlink" not in picture.svg


@every_picture
def test_a_picture_fetches_nothing(picture: Picture):
    outside = re.findall(r'(?:href|src)="([^"#/][^"]*)"|url\((?!#)', picture.svg)
    assert outside == []


@every_picture
def test_every_colour_of_a_picture_follows_the_theme(picture: Picture):
    colours = re.findall(r"#[0-9a-fA-F]{3,8}\b", re.sub(r"url\(#[^)]*\)", "", picture.svg))
    themed = re.findall(r"var\((--[a-z-]+), (#[0-9a-f]{6})\)", picture.svg)
    assert len(colours) == len(themed)
    assert all(CUSTOM_PROPERTIES[colour] == name for name, colour in themed)


@every_picture
def test_a_picture_has_a_name_and_a_text_in_its_place(picture: Picture):
    tree = root(picture)
    assert tree.get("role") in ("img", "group")
    named = {element.get("id"): element.text for element in tree}
    title, alt = (tree.get("aria-labelledby") or "").split()
    assert named[title]
    assert named[alt] == picture.alt


@every_picture
def test_a_picture_with_links_is_no_image_so_that_they_can_be_reached(picture: Picture):
    tree = root(picture)
    links = list(tree.iter(f"{SVG}a"))
    assert (tree.get("role") == "group") == bool(links)
    assert all(link.get("aria-label") and link.get("href") for link in links)


@every_picture
def test_a_picture_comes_with_its_numbers_as_a_table(picture: Picture):
    assert len(picture.table) > 0


@every_picture
def test_a_picture_is_small(picture: Picture):
    assert len(picture.svg.encode()) < 40_000


def test_the_same_numbers_give_the_same_bytes():
    again = gallery(ZH)
    assert {name: picture.svg for name, picture in again.items()} == {
        name: picture.svg for name, picture in CHINESE.items()
    }


def test_two_pictures_in_a_page_share_no_id():
    ids = [
        name for picture in CHINESE.values() for name in re.findall(r'\bid="([^"]+)"', picture.svg)
    ]
    assert len(ids) == len(set(ids))


def test_text_stays_text_in_both_languages():
    assert "参评机构126家" in texts(CHINESE["beam"])
    assert "Contractors: 126" in texts(ENGLISH["beam"])
    assert "未评定" in texts(CHINESE["grade_distribution"])
    assert "阿坝藏族羌族自治州" in texts(CHINESE["by_prefecture"])
    assert "Under the draft" in texts(ENGLISH["movers"])


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("beam", "83.50"),
        ("step_line", "83.50"),
        ("grade_distribution", "126"),
        ("listings_by_month", "29"),
        ("by_prefecture", "41"),
        ("tile_map", "成都"),
        ("composition", "83.50"),
        ("movers", "17"),
    ],
)
def test_the_text_in_place_of_a_picture_states_its_main_number(name: str, number: str):
    assert number in CHINESE[name].alt


@every_picture
def test_no_text_leaves_the_sheet(picture: Picture):
    tree = root(picture)
    width, height = (float(tree.get(name, "0")) for name in ("width", "height"))
    for text in tree.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x", "-1")) <= width
        assert 0 < float(text.get("y", "-1")) <= height


def test_the_colours_without_a_page_are_those_of_the_light_theme():
    sheet = (Path(__file__).parents[2] / "static/css/tokens.css").read_text("utf-8")
    light = dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{6});", sheet))
    assert {name: light.get(name) for name in CUSTOM_PROPERTIES.values()} == {
        name: colour for colour, name in CUSTOM_PROPERTIES.items()
    }


def test_pictures_drawn_at_once_by_several_threads_are_the_same():
    with ThreadPoolExecutor(4) as pool:
        galleries = list(pool.map(gallery, [ZH] * 8))
    drawn = {name: {pictures[name].svg for pictures in galleries} for name in CHINESE}
    assert {name: len(variants) for name, variants in drawn.items()} == dict.fromkeys(CHINESE, 1)
