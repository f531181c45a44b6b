"""The browser that the journeys use draws Chinese and notices what a page must not do."""

from playwright.sync_api import Browser, Page

from tests.support.browser import Witness


def _width(page: Page, text: str) -> float:
    page.set_content(f"<span style='font: 40px sans-serif'>{text}</span>")
    box = page.locator("span").bounding_box()
    assert box
    return box["width"]


def test_chinese_characters_are_drawn_and_not_boxes(page: Page):
    page.set_content("<canvas width=60 height=60></canvas>")
    drawn = page.evaluate(
        """() => {
            const canvas = document.querySelector("canvas");
            const draw = (text) => {
                const pen = canvas.getContext("2d");
                pen.clearRect(0, 0, 60, 60);
                pen.font = "40px sans-serif";
                pen.fillText(text, 5, 45);
                return canvas.toDataURL();
            };
            return [draw("信"), draw("衡"), draw("\\u{10FFFD}")];
        }"""
    )
    assert len(set(drawn)) == 3
    assert _width(page, "信衡") == 80


def test_a_failing_script_and_an_outside_request_are_noticed(browser: Browser):
    page = browser.new_page()
    witness = Witness(page)
    page.route("**/*", lambda route: route.abort())
    page.set_content("<img src='http://192.0.2.1/x.png'><script>nowhere.to_be_found()</script>")
    page.wait_for_timeout(200)
    page.close()
    assert any("nowhere" in complaint for complaint in witness.complaints)
    assert any("192.0.2.1" in complaint for complaint in witness.complaints)
