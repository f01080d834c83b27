"""What came in and what goes out, kept in the store until it is settled.

An update is kept before Telegram is told that we have it, so that a killed process loses no
question. A message counts as sent from the moment its request leaves; only where we know that it
did not arrive is it sent again, so that nothing is answered twice.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from typing import Any

import httpx
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyParameters, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import AIORateLimiter, ExtBot

from assistant.bots.telegram_text import Keyboard, text_html
from assistant.bots.telegram_text import Message as Text
from assistant.domain.errors import AssistantError, StoreBusy
from assistant.domain.place import Box
from assistant.service.assistant import Assistant
from assistant.store.outbox import Letter

log = logging.getLogger(__name__)

INBOX, OUTBOX = "telegram-in", "telegram-out"
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 30.0
MEDIA_TIMEOUT_S = 60.0

Bot = ExtBot[Any]
Claim = Callable[[], Awaitable[None]]


class ClaimingLimiter(AIORateLimiter):
    """Keeps Telegram's limits; what is sent is claimed when its turn has come, not before.

    The turn may be a minute away in a busy group: a process killed meanwhile has sent nothing.
    """

    async def process_request(  # type: ignore[override]  # the base names its own kind of argument
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Claim | None,
    ) -> Any:
        async def claimed(*more: Any, **named: Any) -> Any:
            if rate_limit_args is not None:
                await rate_limit_args()
            return await callback(*more, **named)

        return await super().process_request(claimed, args, kwargs, endpoint, data, None)


class Post:
    """Letters of one bot."""

    def __init__(self, assistant: Assistant, bot: Bot) -> None:
        self._assistant = assistant
        self._bot = bot

    # What comes in

    async def receive(self, updates: Iterable[Mapping[str, Any]]) -> tuple[Letter, ...]:
        """Keep updates; those that had not come before."""
        letters = [Letter(self._key(u["update_id"]), INBOX, u) for u in updates]
        return await asyncio.to_thread(self._assistant.post, letters)

    async def unanswered(self) -> tuple[Letter, ...]:
        """Updates that a process before this one left."""
        return await asyncio.to_thread(self._assistant.waiting, INBOX)

    async def unsent(self) -> tuple[Letter, ...]:
        """Messages that a process before this one left."""
        return await asyncio.to_thread(self._assistant.waiting, OUTBOX)

    async def dismiss(self, update: Update) -> None:
        """An update that wants no message has been dealt with."""
        await asyncio.to_thread(self._assistant.settle, self._key(update.update_id), done=True)

    # What goes out

    async def reply(self, update: Update, texts: Sequence[Text]) -> None:
        """Answer an update: its messages are kept together with the fact that they answer it."""
        to = _address(update)
        await self._reply(
            update, [{**to, "html": t.html, "keyboard": _plain(t.keyboard)} for t in texts]
        )

    async def reply_page(
        self, update: Update, *, document: str, page: int, boxes: Sequence[Box], caption: str
    ) -> None:
        """Answer an update with a page's picture."""
        marks = [[box.page, box.left, box.top, box.right, box.bottom] for box in boxes]
        picture = {"document": document, "page": page, "boxes": marks}
        await self._reply(update, [{**_address(update), "picture": picture, "html": caption}])

    async def _reply(self, update: Update, contents: Sequence[Mapping[str, Any]]) -> None:
        key = self._key(update.update_id)
        letters = [Letter(f"{key}:{part:03}", OUTBOX, c) for part, c in enumerate(contents)]
        new = await asyncio.to_thread(self._assistant.post, letters, done=key)
        for letter in new:
            await self.deliver(letter)

    async def deliver(self, letter: Letter) -> None:
        """Send a message, as often as it takes to know that it has been sent or cannot be."""
        pause = FIRST_PAUSE_S
        while True:
            try:
                await self._send(letter)
            except RetryAfter as error:
                await self._take_back(letter)
                await asyncio.sleep(_seconds(error))
            except BadRequest as error:
                log.error("Telegram refuses %s: %s", letter.key, error)
                return
            except Forbidden:
                log.warning("%s: the bot was blocked or put out of the chat", letter.key)
                return
            except NetworkError as error:
                if may_have_arrived(error):
                    log.warning("%s may have arrived and is not sent again", letter.key)
                    return
                await self._take_back(letter)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE_S)
            except StoreBusy:
                await asyncio.sleep(pause)
            except AssistantError as error:
                log.warning("%s: %s", letter.key, error)
                letter = Letter(letter.key, letter.channel, _instead(letter, error))
            else:
                return

    async def _send(self, letter: Letter) -> Message:
        content = letter.content
        where: dict[str, Any] = {
            "chat_id": content["chat"],
            "message_thread_id": content.get("thread"),
            "reply_parameters": _reply_to(content),
            "parse_mode": ParseMode.HTML,
            "rate_limit_args": lambda: self._claim(letter),
        }
        if "picture" in content:
            picture = await self._picture(content["picture"])
            return await self._bot.send_photo(
                photo=picture, caption=content["html"], write_timeout=MEDIA_TIMEOUT_S, **where
            )
        return await self._bot.send_message(
            text=content["html"],
            reply_markup=_markup(content.get("keyboard", ())),
            disable_web_page_preview=True,
            **where,
        )

    async def _picture(self, wanted: Mapping[str, Any]) -> bytes:
        boxes = [Box(*box) for box in wanted["boxes"]]
        return await asyncio.to_thread(
            self._assistant.page_picture, wanted["document"], wanted["page"], highlight=boxes
        )

    async def _claim(self, letter: Letter) -> None:
        await asyncio.to_thread(self._assistant.settle, letter.key, done=True)

    async def _take_back(self, letter: Letter) -> None:
        await asyncio.to_thread(self._assistant.settle, letter.key, done=False)

    def _key(self, update_id: int) -> str:
        return f"telegram:{self._bot.id}:{update_id:020}"


def may_have_arrived(error: TelegramError) -> bool:
    """Whether a failed request may have been carried out: all of it had left when time ran out."""
    return isinstance(error, TimedOut) and isinstance(error.__cause__, httpx.ReadTimeout)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())


def _address(update: Update) -> dict[str, Any]:
    """Where an answer goes: in a group to the message that asked."""
    message, chat = update.effective_message, update.effective_chat
    assert message is not None
    assert chat is not None
    asked = update.message if chat.type != chat.PRIVATE else None
    # The message under an old button may be one that Telegram no longer tells us anything of.
    in_topic = getattr(message, "is_topic_message", False)
    return {
        "chat": chat.id,
        "thread": message.message_thread_id if in_topic else None,
        "reply_to": asked.message_id if asked else None,
    }


def _reply_to(content: Mapping[str, Any]) -> ReplyParameters | None:
    if content.get("reply_to") is None:
        return None
    return ReplyParameters(content["reply_to"], allow_sending_without_reply=True)


def _plain(keyboard: Keyboard) -> list[list[list[str]]]:
    return [[[button.label, button.action] for button in row] for row in keyboard]


def _markup(rows: Sequence[Sequence[Sequence[str]]]) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(label, callback_data=action) for label, action in row]
            for row in rows
        ]
    )


def _instead(letter: Letter, error: AssistantError) -> dict[str, Any]:
    """What is said where a picture cannot be made."""
    kept = {name: letter.content.get(name) for name in ("chat", "thread", "reply_to")}
    return {**kept, "html": text_html(error.staff_message)}
