"""Every error that we raise on purpose.

AssistantError
├── BadInput               what somebody gave us cannot be used
│   ├── UnreadableFile     a file is damaged, locked, or of a kind that we do not read
│   ├── FileTooLarge       a file breaks a limit on pages, time or memory
│   ├── NotHeld            an id or name that the store does not hold
│   ├── BadValue           an argument or field with a value that makes no sense
│   └── BadSetting         a setting with a value that cannot be used
├── NotAllowed             the asker may not do this
├── MissingPart            an optional part (OCR, models, LibreOffice) is not installed
├── StoreError             the store cannot be used
│   ├── StoreTooNew        it was written by a newer version of the program
│   └── StoreBusy          another process holds it for too long
├── IndexOutOfDate         the vector index does not belong to the store; it is rebuilt
└── ModelFailed            the language model did not answer in time or at all
"""


class AssistantError(Exception):
    """Base of the family. `str(error)` is English, for the log; `staff_message` is for staff."""

    template = "Có lỗi xảy ra. Vui lòng báo người quản trị."

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.facts = facts

    @property
    def staff_message(self) -> str:
        """One Vietnamese sentence: what happened, to what, and what to do next."""
        return self.template.format(**self.facts)


class BadInput(AssistantError):
    """What somebody gave us cannot be used."""

    template = "Dữ liệu không hợp lệ: {reason}."


class UnreadableFile(BadInput):
    template = "Không đọc được tệp «{file}»: {reason}."


class FileTooLarge(BadInput):
    template = "Tệp «{file}» vượt giới hạn: {reason}."


class NotHeld(BadInput):
    template = "Không tìm thấy {what} «{name}» trong kho."


class BadValue(BadInput):
    template = "Giá trị «{value}» không dùng được cho {what}: {reason}."


class BadSetting(BadInput):
    template = "Thiết lập {name} không dùng được: {reason}."


class NotAllowed(AssistantError):
    template = "Bạn không có quyền {action}."


class MissingPart(AssistantError):
    template = "Thiếu thành phần {what}. Cài bằng lệnh: {command}."


class StoreError(AssistantError):
    template = "Không dùng được kho dữ liệu {path}: {reason}."


class StoreTooNew(StoreError):
    template = (
        "Kho dữ liệu {path} do phiên bản mới hơn của chương trình tạo ra. "
        "Hãy cập nhật chương trình trước khi dùng."
    )


class StoreBusy(StoreError):
    template = "Kho dữ liệu đang bận. Vui lòng thử lại sau ít phút."


class IndexOutOfDate(AssistantError):
    template = "Chỉ mục không khớp với kho dữ liệu và đang được lập lại."


class ModelFailed(AssistantError):
    template = "Mô hình ngôn ngữ không trả lời: {reason}."
