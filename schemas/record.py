"""Which part of the record to tell."""

from schemas.fields import Choice, Day, Id, TypedSchema, Whole
from services.record.history_words import SENTENCES
from services.record.reading_log import KINDS


class HistorySchema(TypedSchema):
    """A span of days, a person, a subject, a kind of entry, a page."""

    from_on = Day()
    until_on = Day()
    holder_id = Id()
    subject_id = Id()
    kind = Choice(SENTENCES)
    page = Whole(least=1, greatest=1_000_000)


class ReadingSchema(TypedSchema):
    """A span of days, a person, a subject, a kind of reading, a page."""

    from_on = Day()
    until_on = Day()
    holder_id = Id()
    subject_id = Id()
    kind = Choice(KINDS)
    page = Whole(least=1, greatest=1_000_000)
