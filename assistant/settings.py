"""The one place that reads the environment and `.env`. Everything below is given values."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.domain.errors import BadSetting

NameList = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    """Every setting, with a default that works; the descriptions are its documentation."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    home: Path = Field(
        Path("var"), alias="ASSISTANT_HOME", description="Nơi đặt kho, chỉ mục và tệp tải lên"
    )
    database_url: str = Field(
        "", alias="ASSISTANT_DATABASE_URL", description="SQLite trong thư mục trên; PostgreSQL: sau"
    )
    embedder: str = Field(
        "",
        alias="ASSISTANT_EMBEDDER",
        description="Mô hình nhúng khác: tên hoặc thư mục sentence-transformers",
    )
    llm: str = Field(
        "", alias="ASSISTANT_LLM", description="Mô hình ngôn ngữ: `openai:MODEL`, `ollama:MODEL` …"
    )
    organization: str = Field(
        "",
        alias="ASSISTANT_ORGANIZATION",
        description="Cơ quan nhà, được ưu tiên khi nhiều kế hoạch cùng khớp",
    )
    admin_token: SecretStr = Field(
        SecretStr(""),
        alias="ASSISTANT_ADMIN_TOKEN",
        description="Mã quản trị; để trống thì không quản trị qua web được",
    )
    api_keys: NameList = Field(
        (), alias="ASSISTANT_API_KEYS", description="Các khóa được hỏi, cách nhau bằng dấu phẩy"
    )
    trusted_proxy: str = Field(
        "", alias="ASSISTANT_TRUSTED_PROXY", description="Địa chỉ máy chủ ủy quyền được tin"
    )
    user_header: str = Field(
        "",
        alias="ASSISTANT_USER_HEADER",
        description="Trường mà máy chủ ủy quyền ghi tên người hỏi",
    )
    frame_ancestors: NameList = Field(
        (),
        alias="ASSISTANT_FRAME_ANCESTORS",
        description="Các địa chỉ được nhúng trang hỏi đáp vào khung",
    )
    keep_answers_days: int = Field(
        90,
        ge=1,
        alias="ASSISTANT_KEEP_ANSWERS_DAYS",
        description="Giữ câu hỏi và câu trả lời trong bao nhiêu ngày",
    )
    telegram_token: SecretStr = Field(
        SecretStr(""), alias="TELEGRAM_BOT_TOKEN", description="Mã của bot do BotFather cấp"
    )
    telegram_webhook_url: str = Field(
        "", alias="TELEGRAM_WEBHOOK_URL", description="Địa chỉ nhận webhook; trống thì hỏi vòng"
    )
    telegram_proxy: str = Field("", alias="TELEGRAM_PROXY", description="Proxy để ra Telegram")
    telegram_base_url: str = Field(
        "https://api.telegram.org",
        alias="TELEGRAM_BASE_URL",
        description="Gốc của máy chủ Bot API khác",
    )
    telegram_allowed: NameList = Field(
        (),
        alias="TELEGRAM_ALLOWED",
        description="Mã người và nhóm được dùng bot; `*`: mọi người; trống: ai có mã mời",
    )
    telegram_admins: NameList = Field(
        (), alias="TELEGRAM_ADMINS", description="Mã người được gửi văn bản cho bot"
    )

    @field_validator(
        "api_keys", "frame_ancestors", "telegram_allowed", "telegram_admins", mode="before"
    )
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("database_url")
    @classmethod
    def _only_sqlite(cls, value: str) -> str:
        if value and not value.startswith("sqlite:///"):
            raise ValueError("hiện chỉ dùng được SQLite (sqlite:///đường/dẫn)")
        return value

    @property
    def database(self) -> Path:
        """The file of the store."""
        if self.database_url:
            return Path(self.database_url.removeprefix("sqlite:///"))
        return self.home / "assistant.db"

    @property
    def keep_answers(self) -> timedelta:
        return timedelta(days=self.keep_answers_days)


def read_settings() -> Settings:
    """The settings as the environment has them; a wrong one is a BadSetting."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        reason = str(first.get("ctx", {}).get("error", first["msg"]))
        name = str(first["loc"][0])
        raise BadSetting(f"{name}: {reason}", name=name, reason=reason) from error
