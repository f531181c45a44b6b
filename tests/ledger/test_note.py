"""Notes and checkpoints are those of the C2SP specifications, and only a trusted key convinces."""

import stat

import pytest

from ledger.errors import NoteRefused
from ledger.note import Checkpoint, SigningKey, VerifierKey, fingerprint, open_note

# A published test vector of the signed-note specification.
KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n"
    "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYj"
    "OBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# The example of the checkpoint specification.
CHECKPOINT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"

TEXT = "xinheng.example/log\n3\nsomething\n"


@pytest.fixture
def key() -> SigningKey:
    return SigningKey.generate("xinheng.example/log")


def test_the_published_note_is_believed_and_its_key_keeps_its_text():
    known = VerifierKey.parse(KEY)
    assert str(known) == KEY
    assert open_note(NOTE.encode(), [known]) == "This is an example message.\n"


def test_a_note_we_sign_is_believed(key):
    assert open_note(key.sign(TEXT), [key.verifier]) == TEXT


def test_the_fingerprint_begins_with_the_key_id():
    known = VerifierKey.parse(KEY)
    assert len(fingerprint(known)) == 64
    assert fingerprint(known).startswith("530d903a")


def test_any_changed_character_is_refused(key):
    note = key.sign(TEXT)
    for place in range(len(TEXT.encode())):
        wrong = note[:place] + bytes([note[place] ^ 1]) + note[place + 1 :]
        with pytest.raises(NoteRefused):
            open_note(wrong, [key.verifier])


def test_a_false_signature_of_a_known_key_spoils_the_note(key):
    other = SigningKey.generate("witness.example/w")
    _, false = key.sign("another text\n").decode().split("\n\n")
    note = other.sign(TEXT) + false.encode()
    assert open_note(note, [other.verifier]) == TEXT
    with pytest.raises(NoteRefused, match="signature_false"):
        open_note(note, [other.verifier, key.verifier])


def test_signatures_of_unknown_keys_are_passed_over(key):
    stranger = SigningKey.generate("stranger.example/s")
    _, extra = stranger.sign(TEXT).decode().split("\n\n")
    assert open_note(key.sign(TEXT) + extra.encode(), [key.verifier]) == TEXT
    with pytest.raises(NoteRefused, match="note_not_trusted"):
        open_note(stranger.sign(TEXT), [key.verifier])


def test_another_key_of_the_same_name_is_a_stranger(key):
    namesake = SigningKey.generate(key.verifier.name)
    with pytest.raises(NoteRefused, match="note_not_trusted"):
        open_note(namesake.sign(TEXT), [key.verifier])


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"text\n",
        b"text\n\n",
        NOTE.encode().removesuffix(b"\n"),
        NOTE.replace("example message", "example\tmessage").encode(),
        NOTE.replace("\u2014", "-").encode(),
        NOTE.replace("Uw2Q", "Uw2Q\u4e2d").encode(),
        NOTE.replace("aQM=", "aQM").encode(),
        NOTE.encode() + b"\xff\n",
        NOTE.encode() + b"\n",
        b"x" * 1_100_000 + NOTE.encode(),
    ],
)
def test_a_malformed_note_is_refused(note):
    with pytest.raises(NoteRefused):
        open_note(note, [VerifierKey.parse(KEY)])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.com/foo",
        KEY.replace("530d903a", "530d903b"),
        KEY.replace("530d903a", "530D903A"),
        KEY.replace("+AekyeR", "+AukyeR"),
        KEY[:-4],
        KEY.replace("example.com/foo", "example.com foo"),
    ],
)
def test_a_malformed_public_key_is_refused(text):
    with pytest.raises(NoteRefused):
        VerifierKey.parse(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u3000b"])
def test_a_key_name_with_a_space_or_a_plus_is_refused(name):
    with pytest.raises(NoteRefused, match="key_name_not_allowed"):
        SigningKey.generate(name)


def test_a_key_file_is_for_its_owner_only_and_is_never_overwritten(key, tmp_path):
    path = tmp_path / "key"
    key.save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert SigningKey.load(path).verifier == key.verifier
    with pytest.raises(FileExistsError):
        SigningKey.generate("other.example/log").save(path)


def test_a_key_file_that_others_may_read_is_refused(key, tmp_path):
    path = tmp_path / "key"
    key.save(path)
    path.chmod(0o440)
    with pytest.raises(NoteRefused, match="key_file_open_to_others"):
        SigningKey.load(path)


@pytest.mark.parametrize("change", [("PRIVATE+KEY+", ""), ("/log+", "/lag+"), ("+", "")])
def test_a_damaged_key_file_is_refused(key, tmp_path, change):
    path = tmp_path / "key"
    key.save(path)
    text = path.read_text()
    path.unlink()
    path.touch(0o600)
    path.write_text(text.replace(*change))
    with pytest.raises(NoteRefused):
        SigningKey.load(path)


def test_a_checkpoint_reads_as_the_specification_writes_it():
    read = Checkpoint.parse(CHECKPOINT)
    assert (read.origin, read.size) == ("example.com/behind-the-sofa", 20852163)
    assert read.text() == CHECKPOINT
    assert Checkpoint.parse(CHECKPOINT + "an extension\n") == read


@pytest.mark.parametrize(
    "text",
    [
        "origin\n5\n",
        CHECKPOINT.replace("2085", "02085"),
        CHECKPOINT.replace("2085", "-2085"),
        CHECKPOINT.replace("2085", "\u0662085"),
        CHECKPOINT.replace("CsUY", ""),
        CHECKPOINT.replace("example.com/behind-the-sofa", ""),
        CHECKPOINT + "\n",
    ],
)
def test_a_malformed_checkpoint_is_refused(text):
    with pytest.raises(NoteRefused):
        Checkpoint.parse(text)
