"""The handlers of the Telegram bot: what each kind of update is answered with."""

import asyncio
import logging
import tempfile
from collections import defaultdict
from collections.abc import Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any

from telegram import Message, MessageEntity, Update, User
from telegram.constants import FileSizeLimit
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from assistant.bots import telegram_text as text
from assistant.bots import telegram_words as words
from assistant.bots.telegram_access import Guard
from assistant.bots.telegram_post import Post
from assistant.domain.answer import Answer, Question
from assistant.domain.errors import AssistantError
from assistant.domain.place import Box
from assistant.service.assistant import Assistant
from assistant.store.outbox import Letter

log = logging.getLogger(__name__)

LONGEST_QUESTION = 4000
STOP_WITHIN_S = 5.0

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE


class TelegramBot:
    """The handlers. Each settles its update: by messages, or by dismissing it."""

    def __init__(self, assistant: Assistant, app: App) -> None:
        self.assistant = assistant
        self.app = app
        self.guard = Guard(assistant)
        self.post = Post(assistant, app.bot)
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._running: set[asyncio.Task[None]] = set()
        for name, handle in (
            ("start", self.start),
            ("help", self.help),
            ("nhiemvu", self.tasks),
            ("hanchot", self.deadlines),
            ("tailieu", self.documents),
            ("moi", self.fresh),
        ):
            app.add_handler(CommandHandler(name, handle))
        app.add_handler(CallbackQueryHandler(self.pressed))
        app.add_handler(MessageHandler(filters.Document.ALL, self.file))
        app.add_handler(MessageHandler(filters.TEXT, self.question))
        app.add_handler(MessageHandler(filters.ALL, self.other))
        app.add_error_handler(self.failed)

    # Updates, each chat's one after the other

    async def take(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Keep updates and begin to answer them."""
        for letter in await self.post.receive(updates):
            self._begin(self._answer(letter))

    async def take_up(self) -> None:
        """Go on with what a process before this one left."""
        for letter in await self.post.unsent():
            self._begin(self._deliver(letter))
        for letter in await self.post.unanswered():
            self._begin(self._answer(letter))

    async def finish(self) -> None:
        """Wait a little for what is being done; what is not done by then is done next time."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=STOP_WITHIN_S)
            for task in late:
                task.cancel()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _answer(self, letter: Letter) -> None:
        update = Update.de_json(dict(letter.content), self.app.bot)
        async with self._turns[update.effective_chat.id if update.effective_chat else 0]:
            await self.app.process_update(update)

    async def _deliver(self, letter: Letter) -> None:
        async with self._turns[letter.content["chat"]]:
            await self.post.deliver(letter)

    async def failed(self, update: object, context: Context) -> None:
        """The outermost line: one sentence to the person, the rest to the log."""
        log.error("an update failed", exc_info=context.error)
        if isinstance(update, Update) and update.effective_chat:
            ours = context.error if isinstance(context.error, AssistantError) else None
            sentence = ours.staff_message if ours else AssistantError.template
            await self.post.reply(update, [text.plain(sentence)])

    # Commands

    async def start(self, update: Update, context: Context) -> None:
        message, user = _asked(update)
        if context.args and await self._admitted(update, context.args[0]):
            return
        if not await self._may(user, message):
            await self._refuse(update)
            return
        await self.post.reply(update, [text.own_words(words.WELCOME), text.own_words(words.HELP)])

    async def help(self, update: Update, context: Context) -> None:
        if await self._let_in(update):
            await self.post.reply(update, [text.own_words(words.HELP)])

    async def tasks(self, update: Update, context: Context) -> None:
        if not await self._let_in(update):
            return
        unit = " ".join(context.args or ())
        if unit:
            await self._ask(update, f"Các nhiệm vụ của {unit}")
        else:
            await self.post.reply(update, [text.own_words(words.WHICH_UNIT)])

    async def deadlines(self, update: Update, context: Context) -> None:
        if await self._let_in(update):
            when = " ".join(context.args or ()) or words.MONTH
            await self._ask(update, f"Những nhiệm vụ nào đến hạn trong {when}?")

    async def documents(self, update: Update, context: Context) -> None:
        if await self._let_in(update):
            held = await asyncio.to_thread(self.assistant.documents)
            await self.post.reply(update, text.document_list(held))

    async def fresh(self, update: Update, context: Context) -> None:
        if await self._let_in(update):
            await asyncio.to_thread(self.assistant.new_conversation, _actor(update))
            await self.post.reply(update, [text.plain(words.NEW)])

    # Questions

    async def question(self, update: Update, context: Context) -> None:
        message, _ = _asked(update)
        said = self._meant_for_us(message)
        if said is None:
            await self.post.dismiss(update)
        elif await self._let_in(update, said):
            await self._ask(update, said)

    async def other(self, update: Update, context: Context) -> None:
        """Pictures, voices, people who come and go."""
        message = update.message
        is_private = message is not None and message.chat.type == message.chat.PRIVATE
        if is_private and message and message.effective_attachment and await self._let_in(update):
            await self.post.reply(update, [text.plain(words.ONLY_TEXT)])
        else:
            await self.post.dismiss(update)

    def _meant_for_us(self, message: Message) -> str | None:
        """What a message asks of the bot; None where it speaks to others."""
        said = message.text or ""
        if message.chat.type == message.chat.PRIVATE:
            return said
        name = f"@{self.app.bot.username}"
        named = [
            part
            for entity, part in message.parse_entities().items()
            if (entity.type == MessageEntity.MENTION and part.lower() == name.lower())
            or (entity.type == MessageEntity.TEXT_MENTION and entity.user == self.app.bot.bot)
        ]
        replied = message.reply_to_message and message.reply_to_message.from_user
        if not named and (not replied or replied.id != self.app.bot.id):
            return None
        for part in named:
            said = said.replace(part, " ", 1)
        return said.strip(" ,:\n")

    async def _ask(self, update: Update, said: str, *, pressed: bool = False) -> None:
        if not said.strip():
            await self.post.reply(update, [text.own_words(words.HELP)])
            return
        if len(said) > LONGEST_QUESTION:
            await self.post.reply(
                update, [text.plain(words.TOO_LONG.format(most=LONGEST_QUESTION))]
            )
            return
        answer = await asyncio.to_thread(self._answer_to, said, _actor(update))
        messages = text.messages(answer, question=said if pressed else "")
        await self.post.reply(update, messages)

    def _answer_to(self, said: str, actor: str) -> Answer:
        question = Question(
            text=said,
            as_of=self.assistant.today(),
            conversation_id=self.assistant.latest_conversation(actor),
            actor=actor,
        )
        return self.assistant.ask(question)

    # Buttons

    async def pressed(self, update: Update, context: Context) -> None:
        query = update.callback_query
        assert query is not None
        kind, _, rest = (query.data or "").partition(":")
        answer_id, _, which = rest.partition(":")
        chat_id = update.effective_chat.id if update.effective_chat else 0
        is_ours = kind in ("f", "p", "g") and which.isdigit()
        if not is_ours or not await asyncio.to_thread(
            self.guard.allows, user_id=query.from_user.id, chat_id=chat_id
        ):
            await self._notice(update)
            await self.post.dismiss(update)
            return
        await self._notice(update, words.THANKS if kind == "g" else "")
        try:
            given = await asyncio.to_thread(self.assistant.answer, answer_id)
        except AssistantError:
            await self.post.reply(update, [text.plain(words.GONE)])
            return
        if kind == "g":
            await self._opinion(update, answer_id, helpful=which == "1")
        elif kind == "p":
            await self._page(update, given, int(which))
        elif kind == "f" and int(which) < len(given["follow_ups"]):
            await self._ask(update, given["follow_ups"][int(which)], pressed=True)
        else:
            await self.post.dismiss(update)

    async def _notice(self, update: Update, said: str = "") -> None:
        """Stops the button's spinning; nothing hangs on it."""
        assert update.callback_query is not None
        try:
            await update.callback_query.answer(said or None)
        except TelegramError as error:
            log.info("a button's press could not be acknowledged: %s", error)

    async def _opinion(self, update: Update, answer_id: str, *, helpful: bool) -> None:
        await asyncio.to_thread(
            self.assistant.feedback, answer_id, helpful=helpful, actor=_actor(update)
        )
        await self.post.dismiss(update)

    async def _page(self, update: Update, given: Mapping[str, Any], n: int) -> None:
        citation = next((c for c in given["citations"] if c["n"] == n and c["page"]), None)
        if citation is None:
            await self.post.dismiss(update)
            return
        held = citation["document"]
        boxes = [Box(**box) for box in citation.get("boxes", ()) if box["page"] == citation["page"]]
        await self.post.reply_page(
            update,
            document=held["id"],
            page=citation["page"],
            boxes=boxes,
            caption=text.caption(
                n,
                document=held["number"] or held["title"],
                section=citation["section"],
                page=citation["page"],
                quote=citation["quote"],
            ),
        )

    # Documents from administrators

    async def file(self, update: Update, context: Context) -> None:
        message, user = _asked(update)
        if message.chat.type != message.chat.PRIVATE:
            await self.post.dismiss(update)
        elif not self.guard.is_admin(user.id):
            if await self._let_in(update):
                await self.post.reply(update, [text.plain(words.NO_UPLOAD)])
        else:
            await self.post.reply(update, [text.plain(await self._ingest(message))])

    async def _ingest(self, message: Message) -> str:
        sent = message.document
        assert sent is not None
        name = Path(sent.file_name or "tep").name
        if (sent.file_size or 0) > FileSizeLimit.FILESIZE_DOWNLOAD:
            return words.TOO_LARGE.format(file=name)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            held = await sent.get_file()
            await held.download_to_drive(path)
            reports = await asyncio.to_thread(lambda: list(self.assistant.ingest([path])))
        lines = []
        for report in reports:
            counts = f"{report.pages} trang, {report.passages} đoạn, {report.tasks} nhiệm vụ"
            told = report.reason if report.status == "refused" else counts
            lines.append(f"{report.file}: {words.STATUS_WORDS[report.status]}. {told}")
            lines.extend(f"Lưu ý: {warning}" for warning in report.warnings)
        return "\n".join(lines)

    # Who may

    async def _let_in(self, update: Update, told: str = "") -> bool:
        """Whether the person may go on; if not, they have been told."""
        message, user = _asked(update)
        if await self._may(user, message):
            return True
        if not (told and await self._admitted(update, told)):
            await self._refuse(update)
        return False

    async def _may(self, user: User, message: Message) -> bool:
        return await asyncio.to_thread(self.guard.allows, user_id=user.id, chat_id=message.chat.id)

    async def _admitted(self, update: Update, said: str) -> bool:
        _, user = _asked(update)
        if not await asyncio.to_thread(
            self.guard.admits, said, user_id=user.id, name=user.full_name
        ):
            return False
        await self.post.reply(update, [text.own_words(words.ADMITTED)])
        return True

    async def _refuse(self, update: Update) -> None:
        _, user = _asked(update)
        sentence = (
            words.WANTS_INVITATION
            if self.guard.invitation
            else words.NOT_ALLOWED.format(id=user.id)
        )
        await self.post.reply(update, [text.plain(sentence)])


def _asked(update: Update) -> tuple[Message, User]:
    message, user = update.message, update.effective_user
    assert message is not None
    assert user is not None
    return message, user


def _actor(update: Update) -> str:
    """A person in a chat: the same person's questions in two chats are two conversations."""
    chat, user = update.effective_chat, update.effective_user
    return f"telegram:{chat.id if chat else 0}:{user.id if user else 0}"
