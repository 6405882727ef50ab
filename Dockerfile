# A container image with one static binary and the CA certificates in it.
#
#	docker build -t vobizsync .
#	docker run --rm -v "$PWD:/data" -u "$(id -u):$(id -g)" vobizsync validate customers.csv
#
# There is no shell in it, so --on-finish and --token-command do not work there;
# docs/nightly.md says what to do instead.

# Pinned by digest. Its go command fetches the release that go.mod names, and checks
# it against the checksum database.
FROM golang:1.26.7-alpine@sha256:28d89ee9cc0ff9fec75c82ca201e6bf7fdf9a679d4b7b24dfa04f2bb766bb468 AS build
ENV GOTOOLCHAIN=auto
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/vobizsync .
# Folders that scratch lacks: /data for the files of a run, and /tmp for large
# workbooks and for standard input.
RUN install -d -m 0755 /out/folders/data && install -d -m 1777 /out/folders/tmp

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/vobizsync /usr/local/bin/
COPY --from=build --chown=65532:65532 /out/folders/ /
COPY LICENSE THIRD_PARTY /usr/share/doc/vobizsync/
# A number, so that Kubernetes can see that it is not root. Time zones are in
# the binary.
USER 65532:65532
WORKDIR /data
ENTRYPOINT ["/usr/local/bin/vobizsync"]
