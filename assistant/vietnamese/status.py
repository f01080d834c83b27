"""What the words of a status column mean."""

# Any of these in a status cell says that the task is done, whatever its due says.
# "Chưa hoàn thành" holds "hoàn thành" too, so whole phrases of completion only.
DONE = ("đã hoàn thành", "hoàn thành", "đã xong", "đã thực hiện xong", "hoàn tất", "xong")
NOT_DONE = (
    "chưa hoàn thành",
    "chưa xong",
    "chưa thực hiện",
    "đang thực hiện",
    "chậm tiến độ",
    "sắp xong",
    "gần xong",
)
