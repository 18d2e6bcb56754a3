# Paperboy in a container: not as root, and nothing is written outside /data.
#   docker build -t paperboy . && docker run --env-file .env -v paperboy:/data --read-only paperboy
FROM node:24.21.0-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production \
    PAPERBOY_DATABASE=sqlite:/data/paperboy.db \
    PAPERBOY_INDEX=/data/index \
    PAPERBOY_HISTORY=/data/console-history
COPY package.json package-lock.json .npmrc ./
# No package's own scripts run: none of those that are needed has one.
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY commands commands
COPY config config
COPY src src
# A new volume takes over whose folder this is.
RUN install -d -o node -g node /data
USER node
VOLUME /data
# Young objects get 4 MB thrice, whatever the machine has: a machine with much memory would else be filled with what is gone.
# Slack over HTTP alone; everything else is asked for from within.
EXPOSE 3000
CMD ["node", "--max-semi-space-size=4", "src/main.ts"]
