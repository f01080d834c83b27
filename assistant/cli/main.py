"""The entry point: runs a command, and turns every failure into one sentence and an exit status."""

import logging
import sys
import traceback
from datetime import UTC, datetime

import typer

from assistant.cli import asking, documents, running, tasks
from assistant.domain.errors import AssistantError

# What a wrong argument raises; typer has its own copy of click and names only its children.
UsageError: type[Exception] = typer.BadParameter.__mro__[1]
FAILED, WRONG_USE, INTERRUPTED = 1, 2, 130

app = typer.Typer(
    name="assistant",
    help="Trợ lý tra cứu kế hoạch: hỏi đáp theo từng nhiệm vụ, có trích nguồn từng trang.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for module in (asking, tasks, documents, running):
    module.register(app)


def main() -> None:
    """Run the command line."""
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; its exit status."""
    try:
        status = typer.main.get_command(app).main(
            arguments, prog_name="assistant", standalone_mode=False
        )
        return status if isinstance(status, int) else 0
    except UsageError as error:
        say(f"{usage_sentence(error)} Xem cách dùng: {_path(error)} --help")
        return WRONG_USE
    except AssistantError as error:
        say(error.staff_message)
        return FAILED
    except (typer.Abort, KeyboardInterrupt):
        say("Đã dừng theo yêu cầu.")
        return INTERRUPTED
    except BrokenPipeError:
        return FAILED
    except Exception:  # noqa: BLE001 - the outermost line: people get a sentence, the log the rest
        say(f"Có lỗi ngoài dự kiến; chi tiết ở {_log_failure()}. Vui lòng báo người quản trị.")
        return FAILED


def say(sentence: str) -> None:
    """One sentence on standard error."""
    print(sentence, file=sys.stderr)


def usage_sentence(error: Exception) -> str:
    """What was wrong with the words of a command, in Vietnamese."""
    message = str(getattr(error, "message", error))
    match type(error).__name__:
        case "NoSuchOption":
            return f"Không có tùy chọn {getattr(error, 'option_name', '')}."
        case "MissingParameter":
            return f"Thiếu {_parameter(error)}."
        case "BadParameter":
            return f"Giá trị của {_parameter(error)} không hợp lệ."
        case _ if "No such command" in message:
            return f"Không có lệnh {message.split(chr(39))[1]}."
        case _ if "unexpected extra argument" in message:
            return "Thừa tham số."
        case _:
            return "Lệnh viết chưa đúng."


def _parameter(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "tham số"
    if parameter.param_type_name == "option":
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name)


def _path(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    return str(context.command_path) if context else "assistant"


def _log_failure() -> str:
    from assistant.settings import read_settings

    path = read_settings().home / "errors.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{datetime.now(UTC).isoformat()} {sys.argv[1:2]}\n{traceback.format_exc()}\n")
    return str(path)
