"""Settings: read once from the environment and `.env`, and passed down from there."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from facts import errors

SLACK_API = "https://slack.com/api/"
_TOKEN_SHAPES = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}


class Settings(BaseSettings):
    """Everything configured through the environment. Secrets appear in no repr and no log."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        protected_namespaces=(),
    )

    slack_bot_token: SecretStr | None = Field(None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(None, validation_alias="SLACK_APP_TOKEN")
    """Where set, the bot runs in Socket Mode; otherwise over HTTP."""
    slack_signing_secret: SecretStr | None = Field(None, validation_alias="SLACK_SIGNING_SECRET")
    database_url: str = Field(
        "sqlite+aiosqlite:///factdesk.db", validation_alias="FACTDESK_DATABASE_URL"
    )
    port: int = Field(3000, ge=0, le=65_535, validation_alias="FACTDESK_PORT")
    slack_api_url: str = Field(SLACK_API, validation_alias="FACTDESK_SLACK_API_URL")
    admins: Annotated[frozenset[str], NoDecode] = Field(
        frozenset(), validation_alias="FACTDESK_ADMINS"
    )
    """Slack user ids of people who are always admins."""
    desk_channel: str | None = Field(None, validation_alias="FACTDESK_DESK_CHANNEL")
    review: Literal["on", "off"] = Field("on", validation_alias="FACTDESK_REVIEW")
    timezone: ZoneInfo = Field(ZoneInfo("UTC"), validation_alias="FACTDESK_TIMEZONE")

    model_folder: Path | None = Field(None, validation_alias="FACTDESK_MODEL_FOLDER")
    """Where `factdesk model install` keeps the model; by default the system's data folder."""

    @field_validator("admins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return frozenset(part.strip() for part in value.split(",") if part.strip())

    @field_validator("timezone", mode="before")
    @classmethod
    def _zone(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("is not a time zone; write one such as America/Los_Angeles") from error

    @field_validator("slack_api_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if not value.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("must begin with https:// (http:// only for this machine)")
        return value.rstrip("/") + "/"

    @classmethod
    def read(cls, **given: Any) -> Self:  # noqa: ANN401 (settings by their variables' names)
        """Read the environment; `given` values take precedence. BadInput names the variable."""
        try:
            return cls(**given)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            name = str(first["loc"][0]) if first["loc"] else "settings"
            message = first["msg"].removeprefix("Value error, ")
            raise errors.BadInput(
                f"{name}: {message[:1].lower()}{message[1:]}", field=name
            ) from None

    def tokens(self) -> tuple[str, str]:
        """Return the bot token, and the app token (Socket Mode) or else the signing secret (HTTP).

        BadInput names the first variable that is missing or holds the wrong kind of token.
        """
        second = "SLACK_APP_TOKEN" if self.slack_app_token else "SLACK_SIGNING_SECRET"
        held = {
            "SLACK_BOT_TOKEN": self.slack_bot_token,
            second: self.slack_app_token or self.slack_signing_secret,
        }
        values = []
        for name, secret in held.items():
            if secret is None:
                raise errors.BadInput(
                    f"{name} is not set: take it from your Slack app's page, see README.",
                    field=name,
                )
            shape = _TOKEN_SHAPES.get(name, "")
            if not secret.get_secret_value().startswith(shape):
                raise errors.BadInput(f"{name} must begin with {shape}", field=name)
            values.append(secret.get_secret_value())
        return values[0], values[1]
