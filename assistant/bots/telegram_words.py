"""What the bot says of its own accord; answers come from the service."""

COMMANDS = (
    ("start", "Bắt đầu"),
    ("help", "Cách dùng"),
    ("nhiemvu", "Nhiệm vụ của một đơn vị: /nhiemvu Văn phòng Sở"),
    ("hanchot", "Nhiệm vụ đến hạn: /hanchot tháng này"),
    ("tailieu", "Các văn bản đang có"),
    ("moi", "Cuộc trò chuyện mới"),
)
WELCOME = (
    "Xin chào! Tôi tra cứu kế hoạch của cơ quan: ai chủ trì, ai phối hợp, hạn khi nào, "
    "sản phẩm gì. Cứ hỏi bằng lời thường, có dấu hay không dấu đều được."
)
HELP = (
    "Gửi câu hỏi như nói với đồng nghiệp, ví dụ: "
    "«phòng nào chủ trì nhiệm vụ số hóa, hạn khi nào?». "
    "Có thể hỏi tiếp: «còn hạn?», «ai phối hợp?».\n\n"
    "/nhiemvu [đơn vị] – nhiệm vụ của đơn vị\n"
    "/hanchot [khoảng thời gian] – nhiệm vụ đến hạn, ví dụ: /hanchot quý IV\n"
    "/tailieu – các văn bản đang có\n"
    "/moi – bắt đầu cuộc trò chuyện mới\n\n"
    "Trong nhóm, hãy nhắc tên bot, trả lời tin của bot hoặc dùng lệnh."
)
WANTS_INVITATION = "Bot này dành cho người được mời. Hãy gửi mã mời do người quản trị cung cấp."
NOT_ALLOWED = "Anh/chị chưa được dùng bot này. Hãy gửi mã {id} cho người quản trị để được thêm vào."
ADMITTED = "Mã mời đúng. " + WELCOME
NEW = "Đã bắt đầu cuộc trò chuyện mới. Mời anh/chị hỏi."
WHICH_UNIT = "Hãy ghi tên đơn vị sau lệnh, ví dụ: /nhiemvu Văn phòng Sở"
ONLY_TEXT = "Tôi chỉ đọc được câu hỏi bằng chữ. Hãy gõ câu hỏi."
NO_UPLOAD = "Chỉ người quản trị được gửi văn bản cho bot. Nếu cần hỏi, hãy gõ câu hỏi."
TOO_LARGE = (
    "Tệp «{file}» lớn hơn 20 MB mà Telegram cho bot tải. Hãy nạp bằng lệnh assistant ingest."
)
TOO_LONG = "Câu hỏi dài quá {most} ký tự. Hãy hỏi ngắn gọn hơn."
GONE = "Câu trả lời này không còn được lưu. Hãy hỏi lại."
THANKS = "Cảm ơn anh/chị đã góp ý."
STATUS_WORDS = {
    "added": "đã nạp",
    "replaced": "đã thay",
    "unchanged": "không đổi",
    "refused": "từ chối",
}
MONTH = "tháng này"
