"""The bot against a real (small) Bot API server."""

import time
from pathlib import Path

import httpx
import pytest

from assistant.bots.telegram import MENU
from assistant.domain.errors import BadSetting
from assistant.service.assistant import Assistant
from tests.bots.conftest import running, settings_for
from tests.support.bot_api import BOT, BotApi, Fault, Shown
from tests.support.held import (
    LEAD,
    LIST_QUESTION,
    NOT_HELD,
    NUMBER,
    PLAN,
    QUESTION,
    open_copy,
    reopen,
)

pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after.*")  # PTB's own, on what it raises
GROUP = -1001
DUE = "Sau khi Cục An toàn thực phẩm có hướng dẫn"
LET_IT_SETTLE_S = 0.7  # for what must not come


def nothing_more(api: BotApi, count: int) -> None:
    """After a while there are still so many messages."""
    time.sleep(LET_IT_SETTLE_S)
    assert len(api.sent()) == count, api.texts()


def test_a_question_is_answered_once_with_its_source(bot: BotApi) -> None:
    bot.say(QUESTION)
    (call,) = bot.wait_for(1)

    assert LEAD in call.params["text"].splitlines()[0]
    assert f"Kế hoạch {NUMBER}" in call.params["text"]
    assert call.params["parse_mode"] == "HTML"
    nothing_more(bot, 1)


def test_the_commands_are_in_the_menu(bot: BotApi) -> None:
    (call,) = bot.wait_for(1, method="setMyCommands")

    assert [c["command"] for c in call.params["commands"]] == [command.command for command in MENU]
    assert {"start", "help", "nhiemvu", "hanchot", "tailieu", "moi"} == {c.command for c in MENU}


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("/start", "Xin chào"),
        ("/help", "/nhiemvu"),
        ("/nhiemvu Văn phòng Sở", "nhiệm vụ"),
        ("/nhiemvu", "Hãy ghi tên đơn vị"),
        ("/hanchot tháng 8/2026", "Tập huấn"),
        ("/hanchot", "tháng"),
        ("/tailieu", NUMBER),
        ("/moi", "cuộc trò chuyện mới"),
    ],
)
def test_a_command(bot: BotApi, command: str, says: str) -> None:
    bot.say(command)
    bot.wait_for(1)
    time.sleep(0.1)  # a greeting comes in two messages

    assert says in "\n".join(bot.texts())


def test_a_follow_up_goes_on_until_a_new_conversation(bot: BotApi) -> None:
    bot.say(QUESTION)
    bot.say("còn hạn?")
    assert DUE in bot.wait_for(2)[1].params["text"]

    bot.say("/moi")
    bot.say("còn hạn?")
    assert DUE not in bot.wait_for(4)[3].params["text"]


def test_conversations_are_kept_by_chat_and_person(bot: BotApi) -> None:
    bot.say(QUESTION, user=7)
    bot.wait_for(1)
    bot.say("còn hạn?", user=8)
    assert DUE not in bot.wait_for(2)[1].params["text"]


def test_buttons_ask_show_and_take_opinions(bot: BotApi, held: Assistant) -> None:
    bot.say(QUESTION)
    bot.wait_for(1)
    bot.press("Xem trang")
    page = bot.wait_for(2)[1]

    assert page.method == "sendPhoto"
    assert page.params["photo"].startswith(b"\x89PNG")
    assert "Kết nối cơ sở dữ liệu" in page.params["caption"]

    bot.press("👎")
    bot.wait_for(2, method="answerCallbackQuery")
    bot.press("Ai phối hợp?")
    answer = bot.wait_for(3)[2].params["text"]
    assert "Ai phối hợp?" in answer.splitlines()[0]
    nothing_more(bot, 3)


def test_a_button_of_a_forgotten_answer(bot: BotApi) -> None:
    bot._press("f:khong-con-nua:0", user=7, chat=7)

    assert "không còn" in bot.wait_for(1)[0].params["text"]


@pytest.mark.parametrize("action", ["", "x", "f:a:b", "p:1", "z:1:2"])
def test_a_button_that_is_none_of_ours(bot: BotApi, action: str) -> None:
    bot._press(action, user=7, chat=7)
    bot.wait_for(1, method="answerCallbackQuery")
    bot.say(QUESTION)

    assert LEAD in bot.wait_for(1)[-1].params["text"]


def test_in_a_group_it_answers_only_those_who_speak_to_it(bot: BotApi) -> None:
    mine = {"message_id": 1, "date": 1, "chat": {"id": GROUP, "type": "supergroup"}, "from": BOT}
    other = mine | {"from": {"id": 9, "is_bot": False, "first_name": "x"}}
    bot.say(QUESTION, chat=GROUP)
    bot.say(QUESTION, chat=GROUP, reply_to_message=other)
    bot.say(f"@nguoi_khac {QUESTION}", chat=GROUP)
    bot.say("/help@bot_khac", chat=GROUP)
    named = bot.say(f"@{BOT['username']} {QUESTION}", chat=GROUP)
    bot.say(f"/nhiemvu@{BOT['username']} {LEAD}", chat=GROUP)
    bot.say("còn hạn?", chat=GROUP, reply_to_message=mine)
    calls = bot.wait_for(3)

    nothing_more(bot, 3)
    assert LEAD in calls[0].params["text"]
    assert calls[0].params["reply_parameters"]["message_id"] == named


def test_a_list_comes_whole_below_the_limit(bot: BotApi) -> None:
    bot.say(LIST_QUESTION)
    bot.wait_for(1)
    nothing_more(bot, 1)

    shown = Shown(bot.texts()[0])
    assert shown.links == []
    assert "[10] trang" in shown.text


def test_what_is_no_text_is_told_so(bot: BotApi) -> None:
    photo = [{"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}]
    bot.say("", photo=photo)

    assert "bằng chữ" in bot.wait_for(1)[0].params["text"]


def test_a_question_beyond_any_length(bot: BotApi) -> None:
    bot.say("a" * 4001)

    assert "dài quá" in bot.wait_for(1)[0].params["text"]


# Who may


def test_only_those_on_the_list(seeded: Path, tmp_path: Path, api: BotApi) -> None:
    settings = settings_for(api, TELEGRAM_ALLOWED=f"7,{GROUP}")
    with open_copy(seeded, tmp_path / "home", **settings) as assistant, running(assistant):
        api.say(QUESTION, user=8)
        assert "8" in api.wait_for(1)[0].params["text"]
        assert LEAD not in api.texts()[0]
        api.say(QUESTION, user=7)
        assert LEAD in api.wait_for(2)[1].params["text"]
        api.say(f"@{BOT['username']} {QUESTION}", user=8, chat=GROUP)
        assert LEAD in api.wait_for(3)[2].params["text"]
        api.press("👍", user=9)
        api.wait_for(1, method="answerCallbackQuery")
        nothing_more(api, 3)


def test_the_invitation_code_lets_in_for_good(
    seeded: Path, tmp_path: Path, api: BotApi, capsys: pytest.CaptureFixture[str]
) -> None:
    home, settings = tmp_path / "home", settings_for(api, TELEGRAM_ALLOWED="")
    with open_copy(seeded, home, **settings) as assistant, running(assistant):
        api.say(QUESTION)
        assert "mã mời" in api.wait_for(1)[0].params["text"]
        code = capsys.readouterr().err.partition("Mã mời: ")[2].split()[0]
        api.say(code.lower())
        assert "đúng" in api.wait_for(2)[1].params["text"]
    with reopen(home, **settings) as assistant, running(assistant):
        api.say(QUESTION)
        assert LEAD in api.wait_for(3)[2].params["text"]


def test_documents_come_from_administrators_alone(
    seeded: Path, tmp_path: Path, api: BotApi
) -> None:
    settings = settings_for(api, TELEGRAM_ADMINS="7")
    with open_copy(seeded, tmp_path / "home", **settings) as assistant, running(assistant):
        api.send_file("ke-hoach.pdf", PLAN.read_bytes(), user=8)
        assert "quản trị" in api.wait_for(1)[0].params["text"]
        api.send_file("ke-hoach.pdf", PLAN.read_bytes(), user=7)
        assert "không đổi" in api.wait_for(2)[1].params["text"]
        api.send_file("hong.docx", b"khong phai docx", user=7)
        assert "từ chối" in api.wait_for(3)[2].params["text"]


def test_a_token_that_cannot_be_used(seeded: Path, tmp_path: Path, api: BotApi) -> None:
    for token in ("", "999:khong-phai"):
        settings = settings_for(api, TELEGRAM_BOT_TOKEN=token)
        with (
            open_copy(seeded, tmp_path / f"home{token[:1]}", **settings) as assistant,
            pytest.raises(BadSetting, match="token"),
            running(assistant),
        ):
            time.sleep(1)


# What goes wrong on the way


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault(status=429, retry_after=1), id="quá giới hạn gửi"),
        pytest.param(Fault(status=502), id="máy chủ lỗi"),
        pytest.param(Fault(), id="mất kết nối"),
    ],
)
def test_an_answer_arrives_once_whatever_breaks(bot: BotApi, fault: Fault) -> None:
    bot.faults["sendMessage"] = [fault, fault]
    bot.say(QUESTION)
    bot.wait_for(1)

    nothing_more(bot, 1)
    assert bot.faults["sendMessage"] == []


def test_updates_come_once_whatever_breaks(bot: BotApi) -> None:
    bot.faults["getUpdates"] = [Fault(), Fault(status=500)]
    first = bot.say(QUESTION)
    bot.wait_for(1)
    bot.repeat(first)
    bot.say(NOT_HELD)
    bot.wait_for(2)

    nothing_more(bot, 2)
    assert LEAD not in bot.texts()[1]


def test_it_starts_when_the_network_is_there(held: Assistant, api: BotApi) -> None:
    api.faults["getMe"] = [Fault()]
    api.faults["setMyCommands"] = [Fault(status=502)]
    with running(held):
        api.say(QUESTION)
        assert LEAD in api.wait_for(1)[0].params["text"]


def test_one_slow_chat_keeps_no_other_waiting(bot: BotApi) -> None:
    bot.faults["sendMessage"] = [Fault(status=429, retry_after=5)]
    bot.say(QUESTION, user=7)
    bot.wait_for_faults("sendMessage")
    started = time.monotonic()
    bot.say(QUESTION, user=8)
    (call,) = bot.wait_for(1)

    assert int(call.params["chat_id"]) == 8
    assert time.monotonic() - started < 4
    bot.wait_for(2)


def test_a_restart_loses_no_question_and_repeats_none(
    seeded: Path, tmp_path: Path, api: BotApi
) -> None:
    home, settings = tmp_path / "home", settings_for(api)
    with open_copy(seeded, home, **settings) as assistant, running(assistant):
        api.say(QUESTION)
        api.wait_for(1)
        api.faults["sendMessage"] = [Fault(status=429, retry_after=600)]
        api.say("còn hạn?")
        api.wait_for_faults("sendMessage")  # it has been asked, kept, and waits to be sent
        api.say("ai phối hợp?")  # it waits for its turn in the chat
        time.sleep(0.5)
    assert len(api.sent()) == 1
    with reopen(home, **settings) as assistant, running(assistant):
        calls = api.wait_for(3)
        nothing_more(api, 3)

    assert DUE in calls[1].params["text"]


def test_by_webhook_with_its_secret(seeded: Path, tmp_path: Path, api: BotApi) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/telegram"
    settings = settings_for(api, TELEGRAM_WEBHOOK_URL=url)
    with open_copy(seeded, tmp_path / "home", **settings) as assistant, running(assistant):
        secret = api.wait_for(1, method="setWebhook")[0].params["secret_token"]
        update = api.update(api.say(QUESTION))
        header = "X-Telegram-Bot-Api-Secret-Token"
        statuses = [
            httpx.post(url, json=update, headers=headers, trust_env=False).status_code
            for headers in ({}, {header: secret}, {header: secret})
        ]
        assert statuses == [403, 200, 200]
        api.wait_for(1)
        nothing_more(api, 1)
