"""What a finding of the verification says to a person, by its code."""

from __future__ import annotations

from ledger.check import Outcome
from ledger.entries import Finding
from services.messages import Message, say

OUTCOMES = {
    Outcome.INTACT: say("The record is whole: it was compared with an outside checkpoint."),
    Outcome.ALTERED: say("The record was altered."),
    Outcome.ROLLED_BACK_OR_FORKED: say(
        "The record was rolled back or continued from an older copy."
    ),
    Outcome.UNWITNESSED: say(
        "The record is consistent with itself, but no outside checkpoint vouches for it."
    ),
}

_LOG = {
    "entries_missing": say("Entries %(first)s to %(last)s are missing."),
    "time_goes_back": say("Entry %(seq)s is dated before the entry ahead of it."),
    "leaf_hash_differs": say("The stored hash of entry %(seq)s is not that of its content."),
    "not_canonical": say(
        "The content of entry %(seq)s is not in the form in which the ledger writes."
    ),
    "column_differs": say("In entry %(seq)s the index column %(column)s differs from the content."),
    "entry_altered": say("Entry %(seq)s is not the one that was witnessed in this place."),
    "entry_inserted": say(
        "Entry %(seq)s was slipped in before entries that were witnessed earlier."
    ),
    "entry_moved": say("Entry %(seq)s was witnessed in another place."),
    "entry_removed": say("Entry %(seq)s was witnessed and is gone."),
    "log_cut": say("The log has %(found)s entries; the checkpoint was signed over %(signed)s."),
    "log_forked": say("After entry %(after)s the log goes on otherwise than was witnessed."),
    "head_ahead": say("The log counts %(head)s entries, but only %(found)s are there."),
    "head_differs": say("The log's head does not fit its %(found)s entries."),
    "root_differs": say("Something was altered between entries %(after)s and %(signed)s."),
    "checkpoints_disagree": say(
        "The checkpoint over %(size)s entries tells another history than the newest one."
    ),
    "note_refused": say("The checkpoint %(note)s cannot be believed (%(reason)s)."),
    "tiles_damaged": say(
        "The leaf hashes kept outside are damaged up to entry %(size)s; "
        "single entries cannot be named."
    ),
    "no_checkpoint": say("There is no checkpoint yet."),
    "key_missing": say("No public key was given by which a checkpoint could be believed."),
}

_BESIDE = {
    "not_rebuilt": say("The tables cannot be rebuilt from the ledger (%(error)s)."),
    "row_missing": say("Row %(row)s of table %(table)s is gone."),
    "row_inserted": say("Row %(row)s of table %(table)s has no entry in the ledger."),
    "row_altered": say(
        "In table %(table)s, row %(row)s, the column %(column)s says %(is)s; "
        "the ledger says %(was)s."
    ),
    "text_altered": say(
        "In table %(table)s, row %(row)s, the text %(column)s is not the one that was committed to."
    ),
    "text_missing": say(
        "In table %(table)s, row %(row)s, the text %(column)s is gone without having been erased."
    ),
    "derived_differs": say("In table %(table)s, row %(row)s is not what follows from the record."),
    "score_differs": say(
        "The stored score of %(row)s says %(is)s hundredths; the record gives %(was)s."
    ),
    "file_missing": say("The file of evidence %(row)s is gone."),
    "file_altered": say("The file of evidence %(row)s was altered."),
}

_NOT_SIGNED = {
    "log_shorter_than_signed": say(
        "Not signed: the log has %(found)s entries and the last checkpoint counts %(signed)s."
    ),
    "log_differs_from_signed": say(
        "Not signed: the first %(signed)s entries are not those of the last checkpoint. Run the check."
    ),
    "origin_differs": say(
        "Not signed: this witness folder belongs to the log %(expected)s, not %(found)s."
    ),
}

_UNKNOWN = say("Something is wrong that has no name yet: %(code)s.")

WORDS = _LOG | _BESIDE | _NOT_SIGNED


def sentence(finding: Finding) -> Message:
    """The finding as a translatable sentence."""
    template = WORDS.get(finding.code)
    if template is None:
        return Message(_UNKNOWN.text, {"code": finding.code})
    return Message(template.text, finding.params)
