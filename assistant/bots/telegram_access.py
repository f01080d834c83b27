"""Who may use the bot, by the ids that Telegram gives people and chats."""

import secrets

from assistant.service.assistant import Assistant

EVERYONE = "*"
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that is mistaken for something else
CODE_LENGTH = 8


class Guard:
    """The allowed list; where it is empty, an invitation code lets people in for good."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._allowed = frozenset(assistant.settings.telegram_allowed)
        self._admins = frozenset(assistant.settings.telegram_admins)
        self.invitation = "" if self._allowed else _new_code()

    def allows(self, *, user_id: int, chat_id: int) -> bool:
        """Whether this person may ask in this chat. Reads the store: for a worker thread."""
        ids = {str(user_id), str(chat_id)}
        if EVERYONE in self._allowed or ids & self._allowed or self.is_admin(user_id):
            return True
        return not self._allowed and self._assistant.is_admitted(_guest(user_id))

    def is_admin(self, user_id: int) -> bool:
        """Whether this person may send documents."""
        return str(user_id) in self._admins

    def admits(self, text: str, *, user_id: int, name: str) -> bool:
        """Let the person in if the text is the invitation code."""
        given = text.strip().upper()
        if not self.invitation or not secrets.compare_digest(
            given.encode(), self.invitation.encode()
        ):
            return False
        self._assistant.admit(_guest(user_id), kind="telegram", name=name)
        return True


def _guest(user_id: int) -> str:
    return f"telegram-guest:{user_id}"


def _new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
