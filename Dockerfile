# Greenroom as an image. `scripts/image` does the same without Docker, and `scripts/image check` runs what came out.
#
#   docker build -t greenroom .

FROM node:22-bookworm-slim AS node

FROM rust:1.95-bookworm AS build
# npm alone, for wasm-opt.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
COPY . .
RUN scripts/image build

FROM debian:bookworm-slim
# For what is asked of JaaS and of the provider that hosts sign in with.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
# What is run is root's and cannot be changed from within; the data folder is the one place to write.
COPY --from=build /src/target/image /opt/greenroom
RUN install -d -o 10001 -g 10001 -m 700 /var/lib/greenroom
ENV GREENROOM_DATA_DIR=/var/lib/greenroom
ENV GREENROOM_LOG_FORMAT=json
# For the network of containers. Without JITSI_DOMAIN the program refuses to start on it: the sandbox makes everybody a
# host, and is for one machine alone.
ENV LEPTOS_SITE_ADDR=0.0.0.0:3000
WORKDIR /var/lib/greenroom
USER 10001:10001
EXPOSE 3000
VOLUME /var/lib/greenroom
# There is no curl here: the program asks its own /readyz.
HEALTHCHECK --interval=10s --timeout=12s --start-period=30s CMD ["/opt/greenroom/greenroom", "health"]
ENTRYPOINT ["/opt/greenroom/greenroom"]
