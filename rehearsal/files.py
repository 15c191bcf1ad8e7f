"""Files that people send, and their download.

https://docs.slack.dev/reference/objects/file-object
"""

from __future__ import annotations

import itertools
import mimetypes
from dataclasses import dataclass

from rehearsal.clock import Clock
from rehearsal.payloads import Payload
from rehearsal.people import TEAM_ID

PATH = "/files-pri"
SIGN_IN = "<!DOCTYPE html><title>Sign in | Slack</title>"
"""What Slack answers, as 200, to a token that may not read the file."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as a person sends it; its type is told from its name."""

    name: str
    content: bytes

    @property
    def mimetype(self) -> str:
        """`text/plain`, as Slack reports it."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"


class Files:
    """The files of a workspace."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._files: dict[str, File] = {}
        self._ids = itertools.count(1)

    def add(self, file: File, user: str, address: str) -> Payload:
        """Keep a file; return its object, as messages carry it."""
        number = f"F0{next(self._ids):08d}"
        self._files[number] = file
        url = f"{address}{PATH}/{TEAM_ID}-{number}"
        return {
            "id": number,
            "created": int(self._clock()),
            "name": file.name,
            "title": file.name,
            "mimetype": file.mimetype,
            "filetype": file.name.rpartition(".")[2],
            "user": user,
            "size": len(file.content),
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "url_private": f"{url}/{file.name}",
            "url_private_download": f"{url}/download/{file.name}",
        }

    def find(self, number: str) -> File | None:
        """Return the file with this id."""
        return self._files.get(number)
