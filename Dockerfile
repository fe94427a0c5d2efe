# The app in one image: no build tools, no root, nothing written while it runs.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    HOME=/tmp

WORKDIR /app
COPY requirements.txt ./
RUN pip install --root-user-action=ignore --compile -r requirements.txt
COPY . ./
# The browser's files are published once, here; the running app only reads them.
RUN python -c "from player.assets import urls; urls()" \
    && python -m compileall -q . \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin app

USER 10001
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=2)"]
CMD ["python", "-m", "streamlit", "run", "server.py", "--server.headless=true", "--server.address=0.0.0.0", "--server.port=8501"]
