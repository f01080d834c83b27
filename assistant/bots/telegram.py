"""Runs the Telegram bot: by asking for updates, or by webhook."""

import asyncio
import logging
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from telegram import BotCommand, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder

from assistant.bots import telegram_words as words
from assistant.bots.telegram_handlers import App, TelegramBot
from assistant.bots.telegram_post import FIRST_PAUSE_S, LONGEST_PAUSE_S, ClaimingLimiter
from assistant.bots.telegram_webhook import UPDATES, listen
from assistant.domain.errors import BadSetting, StoreBusy
from assistant.service.assistant import Assistant

log = logging.getLogger(__name__)

MENU = tuple(BotCommand(name, said) for name, said in words.COMMANDS)
POLL_S = 50
SHORTEST_POLL_S = 0.5
READ_TIMEOUT_S = 30.0


def run(assistant: Assistant) -> None:
    """Run the bot until told to stop."""

    async def until_told() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await operate(assistant, stop=stop)

    asyncio.run(until_told())


async def operate(assistant: Assistant, *, stop: asyncio.Event) -> None:
    """Run the bot until `stop` is set."""
    app = build(assistant)
    try:
        await _insist(app.initialize, stop)  # at start the network may not be there yet
        if stop.is_set():
            return
        bot = TelegramBot(assistant, app)
        await _insist(partial(app.bot.set_my_commands, MENU), stop)
        _announce(bot)
        await bot.take_up()
        if assistant.settings.telegram_webhook_url:
            await listen(bot, assistant.settings, stop=stop)
        else:
            await _insist(app.bot.delete_webhook, stop)
            await _poll(bot, stop)
        await bot.finish()
    except InvalidToken as error:
        raise BadSetting(
            "Telegram refuses the token",
            name="TELEGRAM_BOT_TOKEN",
            reason="Telegram không nhận mã này",
        ) from error
    finally:
        await app.shutdown()
        await app.bot.request.shutdown()  # which the line above leaves open if nothing began


def build(assistant: Assistant) -> App:
    """The application of python-telegram-bot, as the settings have it."""
    settings = assistant.settings
    token = settings.telegram_token.get_secret_value()
    if not token:
        raise BadSetting(
            "no token", name="TELEGRAM_BOT_TOKEN", reason="còn trống; hãy lấy mã từ BotFather"
        )
    root = settings.telegram_base_url.rstrip("/")
    builder = (
        ApplicationBuilder()
        .token(token)
        .updater(None)  # updates are kept before they are acknowledged, which its own does not do
        .base_url(f"{root}/bot")
        .base_file_url(f"{root}/file/bot")
        .rate_limiter(ClaimingLimiter())
        .read_timeout(READ_TIMEOUT_S)
        .connection_pool_size(32)
        .pool_timeout(READ_TIMEOUT_S)
    )
    if settings.telegram_proxy:
        builder = builder.proxy(settings.telegram_proxy).get_updates_proxy(settings.telegram_proxy)
    return builder.build()


async def _insist(action: Callable[[], Awaitable[object]], stop: asyncio.Event) -> None:
    """Do it, and again until Telegram can be reached."""
    pause = FIRST_PAUSE_S
    while not stop.is_set():
        try:
            await action()
        except InvalidToken:
            raise
        except TelegramError as error:
            log.error("cannot reach Telegram: %s", error)
            await _sleep(pause, stop)
            pause = min(2 * pause, LONGEST_PAUSE_S)
        else:
            return


async def _poll(bot: TelegramBot, stop: asyncio.Event) -> None:
    """Ask for updates again and again; asking for the next ones acknowledges those we keep."""
    offset, pause = 0, FIRST_PAUSE_S
    while not stop.is_set():
        started = time.monotonic()
        try:
            updates = await _updates(bot, offset, stop)
            await bot.take([update.to_dict() for update in updates])
        except InvalidToken:
            raise
        except (TelegramError, StoreBusy) as error:
            log.warning("no updates: %s", error)
            await _sleep(pause, stop)
            pause = min(2 * pause, LONGEST_PAUSE_S)
            continue
        pause = FIRST_PAUSE_S
        offset = max((update.update_id + 1 for update in updates), default=offset)
        if not updates and time.monotonic() - started < SHORTEST_POLL_S:
            await _sleep(SHORTEST_POLL_S, stop)  # a server that does not hold requests open


async def _updates(bot: TelegramBot, offset: int, stop: asyncio.Event) -> Sequence[Update]:
    """The next updates, or none when it is time to stop."""
    asking = asyncio.create_task(
        bot.app.bot.get_updates(offset=offset, timeout=POLL_S, allowed_updates=UPDATES)
    )
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if asking.done():
        updates: Sequence[Update] = asking.result()
        return updates
    asking.cancel()
    return ()


async def _sleep(seconds: float, stop: asyncio.Event) -> None:
    """Sleep, but not past the end."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


def _announce(bot: TelegramBot) -> None:
    sys.stderr.write(f"Bot @{bot.app.bot.username} đang chạy (Ctrl+C để dừng)\n")
    if bot.guard.invitation:
        sys.stderr.write(f"Mã mời: {bot.guard.invitation}\n")
    sys.stderr.flush()
