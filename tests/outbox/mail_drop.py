"""A real mail server on this machine: it keeps each letter once by its Message-ID, and can die."""

from __future__ import annotations

import re
import socketserver
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import cast


@dataclass
class MailDrop:
    """``dies_after``: it keeps so many letters and falls silent before it acknowledges the last."""

    folder: Path
    dies_after: int | None = None
    refuses: str = ""
    port: int = 0
    taken: int = 0
    _server: socketserver.ThreadingTCPServer | None = field(default=None, repr=False)

    def start(self) -> None:
        """Listen, on the same port as before it died."""
        self._server = _Server(("127.0.0.1", self.port), _Conversation)
        self._server.drop = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def letters(self) -> list[str]:
        return sorted(path.read_text() for path in self.folder.iterdir())

    def keep(self, letter: bytes) -> bool:
        """File the letter under its Message-ID; whether the server lives to say so."""
        parsed = message_from_bytes(letter, policy=policy.default)
        name = re.sub(r"\W", "", parsed["Message-ID"])
        (self.folder / name).write_text(parsed["To"])
        self.taken += 1
        return self.dies_after is None or self.taken < self.dies_after


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    drop: MailDrop


class _Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as a sender needs."""

    def handle(self) -> None:
        drop = cast(_Server, self.server).drop
        self._say("220 here")
        while line := self.rfile.readline():
            word = line.split(b":")[0].strip().upper()
            if word == b"QUIT":
                return self._say("221 bye")
            if word == b"DATA":
                self._say("354 go on")
                if not drop.keep(self._letter()):
                    return threading.Thread(target=drop.stop).start()
            refused = word == b"RCPT TO" and drop.refuses and drop.refuses.encode() in line
            self._say("550 no such address" if refused else "250 well")
        return None

    def _letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines)

    def _say(self, answer: str) -> None:
        self.wfile.write(answer.encode() + b"\r\n")
