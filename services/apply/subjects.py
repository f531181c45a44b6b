"""Subjects: registered, amended, renamed, related, succeeded."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from identity.names import core, fold, initials, sound_key
from models import Evidence, Relation, Subject, SubjectContact, SubjectName, Succession
from services.apply.rows import Body, Private, add_row, applies, change_row


@applies("subject.register")
def register(session: Session, body: Body, private: Private) -> None:
    add_row(session, Subject, body, body["data"]["subject"], private)
    session.flush()
    for name in body["data"]["names"]:
        _add_name(session, body, name, private)


@applies("subject.rename")
def rename(session: Session, body: Body, private: Private) -> None:
    _add_name(session, body, body["data"]["name"], private)


def _add_name(session: Session, body: Body, data: Body, private: Private) -> None:
    earlier = update(SubjectName).where(SubjectName.subject_id == data["subject_id"])
    session.execute(earlier.values(latest=False))
    row = add_row(session, SubjectName, body, {**data, "latest": True}, private)
    if row.name is not None:
        for form, text in search_forms(row.name).items():
            setattr(row, form, text)
    session.flush()


def search_forms(name: str) -> dict[str, str]:
    """The derived columns of a name."""
    short = core(name)
    return {
        "folded": fold(name),
        "initials": initials(name),
        "short": f" {short} {initials(short)}",
        "sound": sound_key(name),
    }


@applies("subject.amend")
def amend(session: Session, body: Body, private: Private) -> None:
    change_row(session, Subject, body["subject"], body["data"]["changes"], private)


@applies("subject.contact")
def contact(session: Session, body: Body, private: Private) -> None:
    """Address and telephone; those recorded before are kept."""
    data = body["data"]["contact"]
    earlier = update(SubjectContact).where(SubjectContact.subject_id == data["subject_id"])
    session.execute(earlier.values(latest=False))
    add_row(session, SubjectContact, body, {**data, "latest": True}, private)


@applies("subject.relate")
def relate(session: Session, body: Body, private: Private) -> None:
    add_row(session, Relation, body, body["data"]["relation"], private)


@applies("subject.unrelate")
def unrelate(session: Session, body: Body, private: Private) -> None:
    data = body["data"]
    change_row(session, Relation, data["relation"], {"until_on": data["until_on"]}, private)


@applies("subject.succeed")
def succeed(session: Session, body: Body, private: Private) -> None:
    """One row a successor; what was divided and lives on stays open."""
    for data in body["data"]["successions"]:
        add_row(session, Succession, body, data, private)
    for file in body["data"].get("evidence", []):
        add_row(session, Evidence, body, file, private)
    first = body["data"]["successions"][0]
    if not first["survives"]:
        change_row(session, Subject, first["subject_id"], {"closed_on": first["on"]}, private)
