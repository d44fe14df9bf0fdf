"""Start the page: build the assistant and serve it until Ctrl-C."""

import sys

from youju.assistant import build_assistant
from youju.errors import YoujuError
from youju.settings import load_settings
from youju.web.page import launch

if __name__ == "__main__":
    try:
        settings = load_settings()
        launch(build_assistant(settings), host=settings.host, port=settings.port)
    except YoujuError as error:
        print(f"错误：{error}", file=sys.stderr)
        if error.remedy:
            print(f"办法：{error.remedy}", file=sys.stderr)
        sys.exit(1)
