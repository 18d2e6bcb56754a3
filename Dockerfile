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
# Slack over HTTP alone; everything else is asked for from within.
EXPOSE 3000
# As in `npm start`. Most objects die young, in 16 MB; the others' memory grows by half at most before it is looked through. Else what
# is gone would fill a machine that has much memory.
CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=50", "src/main.ts"]
