"""文书: frozen at issue, drawn alike each time, every character in the font, code readable, nothing off the page."""

import io
import re
import uuid
from dataclasses import dataclass

import pypdfium2
import pytest
import zxingcpp
from django.db import DatabaseError, transaction
from django.test import override_settings
from PIL import Image
from pypdf import PdfReader

from guizheng.law.procedure import Issued
from guizheng.ledger import contents, glyphs, objects, papers, pictures
from guizheng.ledger.contents import Office, Record
from guizheng.ledger.glyphs import MissingGlyphError
from guizheng.ledger.keys import new_id
from guizheng.ledger.papers import BadContentError, Paper

from .hands import CLERK, NOON

SPECIMENS = {str(kind): said for kind, said in pictures.specimens()}
MILLIMETRE = 72 / 25.4


@dataclass
class Drawn:
    paper: Paper
    pdf: bytes

    @property
    def text(self):
        return "".join(PdfReader(io.BytesIO(self.pdf)).pages[0].extract_text().split())

    @property
    def pages(self):
        return len(PdfReader(io.BytesIO(self.pdf)).pages)


@pytest.fixture(scope="module")
def drawn():
    held = {}
    with override_settings(DEMO=True, ID_CODEC="identity"):
        for kind, said in SPECIMENS.items():
            paper = pictures.specimen(kind, said, at=NOON)
            held[kind] = Drawn(paper, papers.pdf(paper))
    return held


@pytest.mark.parametrize("kind", SPECIMENS)
def test_the_code_in_the_corner_reads_back_and_proves_the_paper(kind, drawn):
    one = drawn[kind]
    picture = Image.open(io.BytesIO(pictures.picture(one.pdf, dots_per_inch=150)))
    (code,) = zxingcpp.read_barcodes(picture)
    number, proof = papers.read_qr(code.text)
    assert number == one.paper.number
    assert papers.matches(one.paper, proof)
    assert re.fullmatch(r"[0-9A-Z:]+", code.text)


@pytest.mark.parametrize("kind", SPECIMENS)
def test_every_glyph_is_there_and_no_other_font_stood_in(kind, drawn):
    reader = PdfReader(io.BytesIO(drawn[kind].pdf))
    fonts = {str(font["/BaseFont"]) for page in reader.pages for font in fonts_of(page)}
    assert fonts
    assert all("NotoSansCJKsc" in font for font in fonts), fonts
    assert glyphs.missing([drawn[kind].text]) == []


def fonts_of(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


@pytest.mark.parametrize("kind", SPECIMENS)
def test_nothing_stands_outside_the_margins(kind, drawn):
    document = pypdfium2.PdfDocument(drawn[kind].pdf)
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        for at in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(at)
            assert left >= 12 * MILLIMETRE
            assert right <= width - 12 * MILLIMETRE
            assert bottom >= 8 * MILLIMETRE
            assert top <= height - 8 * MILLIMETRE


@pytest.mark.parametrize("kind", SPECIMENS)
def test_a_specimen_is_one_page_of_pdf_a_with_its_title_number_and_mark(kind, drawn):
    one = drawn[kind]
    assert one.pages == 1
    assert b"pdfaid:part" in one.pdf or b"pdfaid" in PdfReader(io.BytesIO(one.pdf)).xmp_metadata.stream.get_data()
    assert papers.title(kind) in one.text
    assert one.paper.number in one.text
    assert "演示数据" in one.text


@pytest.mark.parametrize("kind", SPECIMENS)
def test_the_same_paper_is_the_same_pdf(kind, drawn):
    assert papers.pdf(drawn[kind].paper) == drawn[kind].pdf


def test_without_the_demo_nothing_says_demo(drawn):
    with override_settings(DEMO=False):
        plain = Drawn(drawn["receipt"].paper, papers.pdf(drawn["receipt"].paper))
    assert "演示" not in plain.text


def test_the_form_carries_what_the_clerk_entered(drawn):
    text = drawn["acceptance_form"].text
    for word in ("李小红", pictures.NUMBER, "女", "汉", "1990年3月7日", "2012.05.06—2032.05.06", "右手拇指", "40.00"):
        assert word in text


def test_the_form_at_home_speaks_of_no_other_place(drawn):
    text = drawn["home_form"].text
    assert "居民身份证申领登记表" in text
    for word in ("异地", "委托", "就业、就学"):
        assert word not in text


def test_the_portrait_of_the_object_store_is_set_into_the_form(tmp_path):
    held = io.BytesIO()
    Image.new("RGB", (358, 441), "white").save(held, "JPEG")
    with override_settings(HOME=tmp_path, DEMO=True):
        digest = objects.put(held.getvalue())
        said = {**papers.content(pictures.specimen("acceptance_form", SPECIMENS["acceptance_form"], at=NOON))}
        paper = pictures.specimen("acceptance_form", {**said, "portrait": digest}, at=NOON)
        page = PdfReader(io.BytesIO(papers.pdf(paper))).pages[0]
    assert len(page.images) == 1


def test_only_forms_that_the_office_keeps_show_the_whole_number(drawn):
    showing = {kind for kind, one in drawn.items() if pictures.NUMBER in one.text}
    assert showing == {"acceptance_form", "home_form", "loss_form"}


def test_what_people_write_is_text_never_markup(drawn):
    wild = '#panic("x") $x$ *粗* `code` \\ <a> @b // [#image("/etc/passwd")]'
    said = Record(office=Office(name="天津市公安局"), name=wild, rows=((wild, wild),), paragraphs=(wild,))
    one = Drawn(None, papers.pdf(pictures.specimen("refund_slip", said, at=NOON)))
    assert "".join(wild.split()) in one.text


def test_a_notice_of_many_things_goes_over_the_page():
    said = SPECIMENS["one_time_notice"]
    many = contents.OneTimeNotice(
        office=said.office, name="李小红", request=said.request, filed_on="2026-11-23", items=said.items * 12
    )
    one = Drawn(None, papers.pdf(pictures.specimen("one_time_notice", many, at=NOON)))
    assert one.pages > 1


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("40.00", "肆拾元整"),
        ("20.00", "贰拾元整"),
        ("0.00", "零元整"),
        ("105.50", "壹佰零伍元伍角"),
        ("10.05", "壹拾元伍分"),
    ],
)
def test_amounts_in_words(amount, words):
    from guizheng.ledger.paper_views import amount_in_words

    assert amount_in_words(amount) == words


def test_every_paper_of_the_procedure_can_be_drawn():
    for kind in Issued:
        if kind is Issued.NONE:
            continue
        said = Record(office=Office(name="天津市公安局"), name="李小红", case_number="1")
        one = Drawn(None, papers.pdf(pictures.specimen(kind, said, at=NOON)))
        assert papers.title(kind) in one.text


def issue(kind="refund_slip", **changes):
    said = {"office": {"name": "天津市公安局"}, "name": "李小红", "id_number": pictures.NUMBER, **changes}
    return papers.issue(kind, case=new_id(4101), content=said, by=CLERK, at=NOON, clause="A7")


@pytest.mark.django_db
def test_numbers_follow_each_other_and_the_content_is_frozen():
    first, second = issue(), issue()
    assert (first.number[-4:], second.number[-4:]) == ("0001", "0002")
    held = Paper.objects.at(first.id)
    assert papers.holds(held)
    assert papers.content(held)["id_number"] == pictures.NUMBER
    held.content["name"] = "李大红"
    assert not papers.holds(held)
    with pytest.raises(DatabaseError), transaction.atomic():
        held.save(update_fields=["content"])


@pytest.mark.django_db
@override_settings(ID_CODEC="aes-gcm", ID_CODEC_KEY=bytes(32))
def test_the_number_on_a_paper_is_sealed_where_it_is_kept():
    paper = issue()
    assert pictures.NUMBER not in str(Paper.objects.at(paper.id).content)
    assert papers.content(Paper.objects.at(paper.id))["id_number"] == pictures.NUMBER


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"unknown": 1}, {"name": 5}, {"office": {"phone": "1"}}])
def test_a_content_that_its_kind_does_not_know_is_not_issued(wrong):
    with pytest.raises(BadContentError) as refused:
        issue(**wrong)
    assert pictures.NUMBER not in str(refused.value)
    assert not Paper.objects.exists()


@pytest.mark.django_db
def test_a_name_the_font_lacks_is_told_before_the_paper_is_issued():
    with pytest.raises(MissingGlyphError, match=r"U\+30000"):
        issue(name="李\U00030000")
    assert not Paper.objects.exists()


@pytest.mark.django_db
def test_papers_of_a_case_stand_in_the_order_of_issue():
    case = uuid.UUID(int=4101 << 112 | 1)
    said = {"office": {"name": "天津市公安局"}, "name": "李小红"}
    made = [
        papers.issue(kind, case=case, content=said, by=CLERK, at=NOON) for kind in ("refund_slip", "withdrawal_slip")
    ]
    assert [paper.number for paper in papers.of_case(case)] == [paper.number for paper in made]


@pytest.mark.parametrize("text", ["", "GZ1", "GZ1:X:SHORT", "HTTPS://EXAMPLE/1", "GZ2:DJ1:AAAAAAAAAAAAAAAA"])
def test_a_code_that_is_not_ours_is_refused(text):
    with pytest.raises(ValueError, match="code"):
        papers.read_qr(text)
