"""The words of pictures, tables and workbooks, in the reader's language."""

from flask_babel import gettext as _

from reports import charts
from reports.import_forms import FormWords
from reports.registers import ListWords, ScoreWords
from reports.workbook import WorkbookWords


def beam_words() -> charts.BeamWords:
    """Return the words of this picture."""
    return charts.BeamWords(
        title=_("Where the score stands"),
        score=_("Live score"),
        unrated=_("Unrated"),
        peers=_("Contractors: %(count)s"),
        alt=_(
            "Live score %(points)s, grade %(grade)s; higher than %(lower)s of %(count)s contractors."
        ),
        alt_unrated=_("Unrated. Contractors: %(count)s."),
        column_grade=_("Grade"),
        column_from=_("Lower edge"),
        column_to=_("Upper edge"),
        column_contractors=_("Number of contractors"),
    )


def step_line_words() -> charts.StepLineWords:
    """Return the words of this picture."""
    return charts.StepLineWords(
        title=_("How the score changed"),
        today=_("Today"),
        alt=_("%(first)s to %(last)s: now %(points)s, %(count)s events, lowest %(lowest)s."),
        alt_empty=_("%(first)s to %(last)s: unrated, %(count)s events."),
        column_date=_("Date"),
        column_event=_("Event"),
        column_change=_("Points"),
        column_balance=_("Balance after"),
    )


def grade_distribution_words() -> charts.GradeDistributionWords:
    """Return the words of this picture."""
    return charts.GradeDistributionWords(
        title=_("Contractors by grade"),
        alt=_("Of %(total)s contractors: %(parts)s."),
        alt_empty=_("No contractor."),
        alt_part=_("%(grade)s %(count)s"),
        separator=_(", "),
        empty=_("No contractor"),
        column_grade=_("Grade"),
        column_count=_("Number of contractors"),
        column_share=_("Share"),
    )


def listings_by_month_words() -> charts.ListingsByMonthWords:
    """Return the words of this picture."""
    return charts.ListingsByMonthWords(
        title=_("Listings by month"),
        entered=_("Entered"),
        ended=_("Ended"),
        empty=_("No listing"),
        alt=_("%(first)s to %(last)s: %(entered)s entered, %(ended)s ended."),
        column_month=_("Month"),
    )


def by_prefecture_words() -> charts.ByPrefectureWords:
    """Return the words of this picture."""
    return charts.ByPrefectureWords(
        title=_("Prefectures compared"),
        measure=_("Events that hurt"),
        unknown=_("no data"),
        average=_("Province %(value)s"),
        alt=_(
            "%(count)s prefectures; highest %(highest)s (%(highest_value)s), lowest %(lowest)s (%(lowest_value)s)."
        ),
        alt_empty=_("No data."),
        column_code=_("Region code"),
        column_region=_("Prefecture"),
    )


def tile_map_words() -> charts.TileMapWords:
    """Return the words of this picture."""
    return charts.TileMapWords(
        title=_("Prefectures"),
        measure=_("Events that hurt"),
        unknown=_("—"),
        alt=_("%(count)s prefectures, %(total)s in all; highest %(highest)s (%(highest_value)s)."),
        alt_empty=_("No data."),
        column_code=_("Region code"),
        column_region=_("Prefecture"),
    )


def composition_words() -> charts.CompositionWords:
    """Return the words of this picture."""
    return charts.CompositionWords(
        title=_("What makes up the score"),
        start=_("Start"),
        score=_("Live score"),
        alt=_("Start %(start)s, gains %(plus)s, losses %(minus)s, score %(points)s."),
        column_part=_("Dimension"),
        column_plus=_("Gains"),
        column_minus=_("Losses"),
    )


def movers_words() -> charts.MoversWords:
    """Return the words of this picture."""
    return charts.MoversWords(
        title=_("Effect of the draft"),
        before=_("Now"),
        after=_("Under the draft"),
        empty=_("No contractor"),
        alt=_("Of %(total)s contractors, %(moved)s change grade: %(up)s up, %(down)s down."),
        column_count=_("Number of contractors"),
    )


def score_titles_words() -> ScoreWords:
    """Return the words of this file."""
    return ScoreWords(
        code=_("Credit code"),
        name=_("Name of contractor"),
        region=_("Prefecture"),
        scheme=_("Scheme"),
        points=_("Score"),
        grade=_("Grade"),
        events=_("Events"),
        dispute=_("Dispute mark"),
        note=_("Remark"),
    )


def list_titles_words() -> ListWords:
    """Return the words of this file."""
    return ListWords(
        code=_("Credit code"),
        name=_("Name of contractor"),
        region=_("Prefecture"),
        list_name=_("List"),
        reason=_("Reason for listing"),
        basis=_("Basis"),
        document=_("Document number"),
        entered_on=_("Entered on"),
        last_day=_("Last day"),
        state=_("State"),
        dispute=_("Dispute mark"),
    )


def workbook_words() -> WorkbookWords:
    """Return the words of this file."""
    return WorkbookWords(
        number=_("No."),
        total=_("Total"),
        rows=_("%(count)s rows"),
        empty=_("No row matches the filter"),
        as_of=_("As of"),
        known_on=_("As known on"),
        generated_at=_("Made at"),
        export_id=_("Export number"),
        filters=_("Filtered by"),
        reporting_unit=_("Reporting unit"),
        maker=_("Prepared by"),
        checker=_("Checked by"),
        date=_("Date"),
        page=_("Page %(page)s of %(pages)s"),
        colon=_(": "),
        separator=_("; "),
    )


def form_words() -> FormWords:
    """Return the words of this file."""
    return FormWords(
        sheet=_("Contractors"),
        notes=_("How to fill in"),
        column=_("Column"),
        required=_("Required"),
        hint=_("Hint"),
        example=_("Example"),
        choices=_("Choices"),
        yes=_("Yes"),
        no=_("No"),
        error=_("Error"),
    )


def sheet_refused(code: str, **params: object) -> str:
    """Return why a workbook was refused, in a sentence that says what to do."""
    sentences = {
        "too-big-a-file": _("The file is larger than 20 MB; send it in parts."),
        "not-a-workbook": _("This is not an .xlsx workbook. Save it as .xlsx and send it again."),
        "old-or-locked": _(
            "The workbook is of the old .xls kind or has a password. Save it as .xlsx without a password."
        ),
        "no-sheet": _("The workbook has no visible sheet."),
        "empty": _("The sheet is empty. Fill in the form and send it again."),
        "too-many-rows": _(
            "The sheet has more than %(most)s rows. Send it in parts, and delete empty rows below the data."
        ),
        "too-many-columns": _(
            "The sheet has more than %(most)s columns. Delete the empty columns beside the data."
        ),
        "too-large": _(
            "The workbook unpacks to more than can be read. Remove pictures and other sheets, or send it in parts."
        ),
        "too-slow": _("Reading the workbook took longer than %(most)s seconds. Send it in parts."),
        "repeated-title": _("Two columns are called %(title)s. Each title may stand once."),
        "untitled-column": _(
            "Column %(column)s has entries but no title. Give it a title or clear it."
        ),
        "damaged": _(
            "%(title)s was typed as a number and has lost digits. Format the cell as text and type it again."
        ),
    }
    return str(sentences[code]) % params
