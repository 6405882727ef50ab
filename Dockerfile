# A container image with one static binary and the CA certificates in it.
#
#	docker build -t vobizsync .
#	docker run --rm -v "$PWD:/data" -u "$(id -u):$(id -g)" vobizsync validate customers.csv
#
# There is no shell in it, so --on-finish and --token-command do not work there;
# docs/nightly.md says what to do instead.

# Of the patch release that go.mod names, for this image uses no other than its own.
# Pin it by the digest that your registry shows: golang:1.26.11-trixie@sha256:…
FROM golang:1.26.11-trixie AS build
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
