"""The words of pictures, tables and workbooks, in the reader's language."""

from flask_babel import gettext as _

from reports import charts
from reports.registers import ListWords, PublicWords, ScoreWords
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


def grades_by_month_words() -> charts.GradesByMonthWords:
    """Return the words of this picture."""
    return charts.GradesByMonthWords(
        title=_("Grades month by month"),
        alt=_("From %(first)s to %(last)s: %(parts)s."),
        alt_part=_("%(grade)s from %(was)s to %(now)s"),
        separator=_(", "),
        empty=_("No contractor"),
        column_month=_("Month"),
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
        average=_("All %(value)s"),
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
        points=_("Live reference score"),
        grade=_("Live reference grade"),
        events=_("Events"),
        published=_("Published grade"),
        document=_("Published under"),
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


def public_titles_words() -> PublicWords:
    """Return the words of this file."""
    return PublicWords(
        code=_("Credit code"),
        name=_("Name of contractor"),
        list_name=_("List"),
        basis=_("Basis of publicity"),
        office=_("Office"),
        entered_on=_("Entered on"),
        last_day=_("Last day"),
        public_until=_("Public until"),
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
