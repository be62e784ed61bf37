# Three steps: what runs, what is built, and the small image that holds both.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No install script is needed: native parts come ready-made, and Node is the image's own. The packages for other
# applications (packages/) are not part of the server.
RUN npm ci --omit=dev --ignore-scripts --workspaces=false

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --workspaces=false
COPY . .
RUN node scripts/build.mjs

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY config config
COPY migrations migrations

# Data and secrets are separate volumes: a copy of one is worth nothing without the other.
RUN printf '#!/bin/sh\nexec node /app/dist/kontor.js "$@"\n' > /usr/local/bin/kontor \
 && chmod 755 /usr/local/bin/kontor \
 && install -d -o node -g node -m 700 /data /secrets
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    KONTOR_DATA_DIR=/data \
    KONTOR_SECRET_FILE=/secrets/secret.txt \
    KONTOR_IDENTITY_FILE=/secrets/identity.txt
VOLUME ["/data", "/secrets"]
USER node
EXPOSE 3000

HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
