"""What is shown has nothing active in it, and making it can cost only so much."""

import io
import resource
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
import xlsxwriter
from matplotlib.figure import Figure
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image
from python_calamine import CalamineWorkbook

from evidence.file_types import DOCX, ET, HEIC, JPEG, MP4, OFD, PDF, PNG, WPS, XLSX, FileType
from evidence.rebuild import frames
from evidence.refusal import Refused
from evidence.safe_copy import HOME, page_counts, safe_copies, safe_copy
from evidence.sniff import sniff
from tests.evidence.made_files import docx, mp4, pdf, picture, xlsx


def shown(content: bytes, kind: FileType) -> bytes:
    copy = safe_copy(io.BytesIO(content), kind)
    assert copy is not None
    assert sniff(io.BytesIO(copy.content)) is copy.kind
    return copy.content


def refusal(content: bytes, kind: FileType) -> Refused:
    with pytest.raises(Refused) as refused:
        safe_copy(io.BytesIO(content), kind)
    return refused.value


@pytest.mark.parametrize("kind", [OFD, WPS, ET, MP4])
def test_kinds_that_no_library_here_can_clean_have_no_copy(kind: FileType) -> None:
    assert safe_copy(io.BytesIO(mp4()), kind) is None


def with_place(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "MAKER-OF-THE-TELEPHONE"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 40.0, 0.0)})
    return exif.tobytes()


@pytest.mark.parametrize(
    ("made", "kind", "shown_as"),
    [("JPEG", JPEG, "JPEG"), ("PNG", PNG, "PNG"), ("HEIF", HEIC, "JPEG")],
)
def test_a_picture_loses_its_place_and_maker_and_stands_upright(
    made: str, kind: FileType, shown_as: str
) -> None:
    content = picture(made, (64, 48), exif=with_place(6))
    assert b"MAKER-OF-THE-TELEPHONE" in content
    copy = shown(content, kind)
    assert b"MAKER" not in copy
    with Image.open(io.BytesIO(copy)) as image:
        assert image.format == shown_as
        assert not image.getexif()
        assert image.size in {(48, 64), (64, 48)}
        assert (image.size == (48, 64)) or kind is HEIC


def test_comments_and_texts_in_a_picture_are_gone() -> None:
    assert b"SECRET" not in shown(picture("JPEG", comment=b"SECRET"), JPEG)
    assert b"SECRET" not in shown(picture("PNG", icc_profile=b"SECRET" * 40), PNG)


def test_a_large_picture_is_shown_small_and_a_small_one_as_it_is() -> None:
    with Image.open(io.BytesIO(shown(picture("JPEG", (5000, 2500)), JPEG))) as image:
        assert image.size == (2400, 1200)
    with Image.open(io.BytesIO(shown(picture("PNG", (60, 40)), PNG))) as image:
        assert image.size == (60, 40)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_can_be_shown(mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (30, 20)).save(target, "PNG")
    shown(target.getvalue(), PNG)


def test_a_jpeg_in_printers_colours_can_be_shown() -> None:
    target = io.BytesIO()
    Image.new("CMYK", (30, 20)).save(target, "JPEG")
    shown(target.getvalue(), JPEG)


def test_a_picture_that_ends_early_is_damaged() -> None:
    content = picture("JPEG", (600, 400))
    assert refusal(content[: len(content) // 2], JPEG).code == "damaged"
    assert refusal(b"\xff\xd8\xff no picture", JPEG).code == "damaged"


def test_a_flood_of_pixels_is_refused_in_the_child_too() -> None:
    body = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body
    content += struct.pack(">I", zlib.crc32(body)) + struct.pack(">I", 0) + b"IDAT"
    assert refusal(content + struct.pack(">I", zlib.crc32(b"IDAT")), PNG).code in {
        "too_many_pixels",
        "damaged",
    }


def active(document: Pdf) -> None:
    """Everything a PDF can do to its reader."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('ACTIVE')"))
    launch = Dictionary(S=Name.Launch, F=String("ACTIVE.exe"))
    document.Root.OpenAction = document.make_indirect(script)
    document.Root.AA = Dictionary(WC=script)
    document.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("x"), document.make_indirect(script)])),
    )
    document.attachments["ACTIVE.exe"] = b"MZ ACTIVE"
    document.Root.AcroForm = Dictionary(
        XFA=document.make_stream(b"<xdp>ACTIVE</xdp>"), Fields=Array([])
    )
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=launch)
    here = Dictionary(S=Name.GoTo, D=Array([document.pages[0].obj, Name.Fit]))
    turn = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=here)
    carried = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]))
    document.pages[0].obj.Annots = document.make_indirect(
        Array([document.make_indirect(link), turn, carried])
    )
    document.pages[0].obj.AA = Dictionary(O=script)
    document.docinfo["/Author"] = String("ACTIVE")


def everything(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as document:
        parts = [item.unparse(resolved=False) for item in document.objects]
        parts += [
            item.read_bytes() for item in document.objects if isinstance(item, pikepdf.Stream)
        ]
        return b"\n".join(parts)


def test_a_pdf_loses_scripts_actions_attachments_and_metadata() -> None:
    content = pdf(active)
    assert b"ACTIVE" in everything(content)
    left = everything(shown(content, PDF))
    for mark in (b"ACTIVE", b"JavaScript", b"/Launch", b"/AA", b"/OpenAction", b"EmbeddedFile"):
        assert mark not in left


def test_a_pdf_keeps_its_pages_and_the_links_between_them() -> None:
    with pikepdf.open(io.BytesIO(shown(pdf(active), PDF))) as document:
        assert len(document.pages) == 1
        annotations = list(document.pages[0].obj.Annots)
        assert [str(a.Subtype) for a in annotations] == ["/Link", "/Link"]
        assert str(annotations[1].A.S) == "/GoTo"


def test_a_pdf_that_only_forbids_printing_is_shown() -> None:
    shown(pdf(encryption=pikepdf.Encryption(owner="owner", user="")), PDF)


def test_a_pdf_that_needs_a_password_is_refused() -> None:
    content = pdf(encryption=pikepdf.Encryption(owner="owner", user="user"))
    assert refusal(content, PDF).code == "encrypted"


def test_a_pdf_of_nothing_is_damaged() -> None:
    assert refusal(b"%PDF-1.7\n%%EOF", PDF).code == "damaged"


def nested(document: Pdf) -> None:
    """A structure so deep that reading it would use up the stack."""
    inner = Array([])
    for _ in range(400):
        inner = Array([inner])
    document.Root.Deep = inner


def test_a_pdf_nested_without_end_is_damaged() -> None:
    assert refusal(pdf(nested), PDF).code == "damaged"


RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="t" Target="https://evil.example/ACTIVE" '
    'TargetMode="External"/><Relationship Id="rId2" Type="t" Target="media/1.png"/>'
    "</Relationships>"
)


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def copied_docx(body: str, **extra: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {"word/document.xml": f"<w:document>{body}</w:document>"}
    return parts_of(shown(docx(parts | extra), DOCX))["word/document.xml"]


def test_outside_links_of_a_document_lead_nowhere_and_inside_ones_stay() -> None:
    content = docx({"word/_rels/document.xml.rels": RELATIONSHIPS})
    links = parts_of(shown(content, DOCX))["word/_rels/document.xml.rels"]
    assert b"evil.example" not in links
    assert b'Target="about:blank"' in links
    assert b'Target="media/1.png"' in links


def test_objects_in_a_document_are_emptied_and_no_relationship_breaks() -> None:
    extra: dict[str, str | bytes] = {
        "word/embeddings/oleObject1.bin": b"MZ ACTIVE",
        "word/embeddings/sheet.xlsx": b"ACTIVE",
        "word/activeX/activeX1.bin": b"ACTIVE",
        "word/afchunk.htm": b"<script>ACTIVE</script>",
        "word/media/image1.svg": b"<svg onload='ACTIVE'/>",
        "word/media/image1.png": picture("PNG"),
    }
    before, after = docx(extra), parts_of(shown(docx(extra), DOCX))
    assert list(after) == list(parts_of(before))
    assert not any(b"ACTIVE" in content for content in after.values())
    assert after["word/media/image1.png"] == picture("PNG")


def test_authors_of_a_document_are_gone() -> None:
    core = "<cp:coreProperties><dc:creator>ACTIVE</dc:creator></cp:coreProperties>"
    after = parts_of(shown(docx({"docProps/core.xml": core, "docProps/app.xml": core}), DOCX))
    assert not any(b"ACTIVE" in content for content in after.values())


@pytest.mark.parametrize(
    "field",
    [
        "<w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText>",
        "<w:instrText>DD</w:instrText><w:instrText>EAUTO cmd</w:instrText>",
        '<w:instrText xml:space="preserve"> INCLUDEPICTURE "https://e.example" </w:instrText>',
        "<w:instrText><![CDATA[DDE cmd]]></w:instrText>",
        "<w:instrText>&#68;DE cmd</w:instrText>",
        '<w:fldSimple w:instr="INCLUDETEXT x"/>',
        "<w:fldSimple w:instr = 'DDE cmd'/>",
        "<instrText\n>QUOTE 68 68 69</instrText >",
    ],
)
def test_fields_that_reach_out_lose_their_code(field: str) -> None:
    copy = copied_docx(f"{field}<w:t>shown</w:t>")
    for mark in (b"DD", b"INCLUDE", b"cmd", b"QUOTE", b"&#68", b"CDATA"):
        assert mark not in copy
    assert b"<w:t>shown</w:t>" in copy


def test_page_numbers_keep_counting() -> None:
    field = "<w:instrText> PAGE \\* MERGEFORMAT </w:instrText>"
    assert field.encode() in copied_docx(field)


def copied_sheet(cells: str) -> bytes:
    sheet: dict[str, str | bytes] = {"xl/worksheets/sheet1.xml": f"<worksheet>{cells}</worksheet>"}
    return parts_of(shown(xlsx(sheet), XLSX))["xl/worksheets/sheet1.xml"]


def test_formulas_that_reach_out_keep_only_their_values() -> None:
    cells = (
        '<c><f>_xlfn.WEBSERVICE("https://e.example")</f><v>1</v></c>'
        '<c><f t="shared" si="0"/><v>2</v></c><c><f>SUM(A1:A2)</f><v>3</v></c>'
        "<c><f>cmd|'/c calc'!A0</f><v>4</v></c><c><f><![CDATA[RTD(1)]]></f><v>5</v></c>"
    )
    assert copied_sheet(cells) == (
        b'<worksheet><c><v>1</v></c><c><f t="shared" si="0"/><v>2</v></c>'
        b"<c><f>SUM(A1:A2)</f><v>3</v></c><c><v>4</v></c><c><v>5</v></c></worksheet>"
    )


def test_links_to_other_workbooks_programs_and_sources_are_cut() -> None:
    content = xlsx(
        {
            "xl/externalLinks/externalLink1.xml": '<externalLink><ddeLink ddeService="cmd"/></externalLink>',
            "xl/connections.xml": "<connection id='1'><webPr url='https://e.example'/></connection>",
        }
    )
    after = parts_of(shown(content, XLSX))
    assert b"ddeLink" not in after["xl/externalLinks/externalLink1.xml"]
    assert after["xl/connections.xml"] == b"<connection id='1'><webPr url=\"\"/></connection>"


def test_a_formula_is_left_as_it_is_where_nothing_reaches_out() -> None:
    cells = "<c><f>IF(A1&gt;3,&quot;是&quot;,B2)</f><v>1</v></c>"
    assert copied_sheet(cells) == f"<worksheet>{cells}</worksheet>".encode()


@pytest.mark.parametrize(
    ("make", "kind"),
    [(lambda: b"PK\x03\x04" + bytes(99), DOCX), (lambda: docx()[:-30], XLSX)],
)
def test_a_broken_package_is_refused(make: Callable[[], bytes], kind: FileType) -> None:
    assert refusal(make(), kind).code in {"truncated", "damaged", "polyglot"}


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence.safe_copy.WALL_SECONDS", 0.001)
    assert refusal(pdf(), PDF).code == "too_costly"


def test_what_takes_too_much_memory_is_given_up() -> None:
    target = io.BytesIO()
    Image.new("RGB", (9_000, 9_000)).save(target, "PNG", compress_level=1)
    narrow = 200 * 1024 * 1024
    done = subprocess.run(
        [sys.executable, "-m", "evidence.rebuild"],
        input=frames.asked("png", target.getvalue()) + frames.asked("pages", pdf()),
        capture_output=True,
        cwd=HOME,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (narrow, narrow)),
    )
    refused, pages = frames.answers_of(io.BytesIO(done.stdout))
    assert isinstance(refused, Refused)
    assert (refused.code, pages) == ("too_costly", b"1")


def test_one_file_that_cannot_be_copied_leaves_the_others_whole() -> None:
    first, broken, last = safe_copies([(pdf(), PDF), (pdf()[:200], PDF), (picture("PNG"), PNG)])
    assert not isinstance(first, Refused)
    assert not isinstance(last, Refused)
    assert isinstance(broken, Refused)
    assert broken.code == "damaged"
    assert page_counts([pdf()]) == [1]


def test_a_file_of_which_the_child_dies_is_refused_alone() -> None:
    """The child knows no way to rebuild this kind, and ends with an error in the middle of its work."""
    first, deadly, last = safe_copies([(pdf(), PDF), (mp4(), MP4), (pdf(), PDF)])
    assert not isinstance(first, Refused)
    assert isinstance(deadly, Refused)
    assert deadly.code == "damaged"
    assert not isinstance(last, Refused)


def test_the_child_limits_its_memory_its_time_and_writes_no_file() -> None:
    ask = (
        "import resource, evidence.rebuild.__main__ as child; child.limit_self();"
        "print([resource.getrlimit(limit)[0] == value for limit, value in child.LIMITS.items()])"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, cwd=HOME)
    assert done.stdout.strip() == "[True, True, True, True]", done.stderr


def test_the_child_sees_nothing_of_the_servers_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    environments: list[dict[str, str]] = []
    start = subprocess.Popen

    def watched(*args: Any, **options: Any) -> Any:
        environments.append(options["env"])
        return start(*args, **options)

    monkeypatch.setattr("evidence.safe_copy.subprocess.Popen", watched)
    shown(pdf(), PDF)
    assert [list(environment) for environment in environments] == [["LANG"]]


def test_a_workbook_as_offices_write_it_is_read_after_it_was_copied() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("质控")
        sheet.write_row(0, 0, ["点位", 95.8, 88.8])
        sheet.write_formula(1, 1, "=SUM(B1:C1)", value=184.6)
        sheet.write_url(2, 0, "https://www.example.org")
        sheet.insert_image(4, 0, "x.png", {"image_data": io.BytesIO(picture("PNG"))})
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=质控!$B$1:$C$1"})
        sheet.insert_chart("F2", chart)
    copy = shown(target.getvalue(), XLSX)
    assert b"example.org" not in parts_of(copy)["xl/worksheets/_rels/sheet1.xml.rels"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(copy)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["点位", 95.8, 88.8]
    assert rows[1][1] == 184.6
    assert "xl/charts/chart1.xml" in parts_of(copy)


def test_a_drawn_page_is_copied_stroke_by_stroke() -> None:
    target = io.BytesIO()
    figure = Figure()
    figure.subplots().plot([1, 3, 2], label="score")
    figure.savefig(target, format="pdf", metadata={"Author": "ACTIVE"})
    copy = shown(target.getvalue(), PDF)
    with (
        pikepdf.open(io.BytesIO(target.getvalue())) as original,
        pikepdf.open(io.BytesIO(copy)) as copied,
    ):
        for before, after in zip(original.pages, copied.pages, strict=True):
            assert before.Contents.read_bytes() == after.Contents.read_bytes()
            assert set(before.Resources.Font.keys()) == set(after.Resources.Font.keys())
    assert b"ACTIVE" not in everything(copy)
