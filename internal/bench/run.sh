#!/usr/bin/env bash
# Measures vobizsync against its peers and prints tables in Markdown.
#
#   internal/bench/run.sh [ROWS] [validate|sync|all]
#
# ROWS is 1,000,000 by default. RUNS=5 says how often each program runs after a
# warm-up, BENCH_DIR where the files go (about 1 GB); programs and packages
# that had to be fetched stay there for the next time. Nothing is installed
# elsewhere. Needs Go; Node and npm for the comparison with Node.
#
# The files to be checked have ordinary people in them (make -mix ordinary), of whom
# one in seven rows is invalid. What is compared runs in turn, one round after the
# other, so that a busy hour is busy for all.
#
# Figures are worth something on a machine that does nothing else. To see where
# the time goes, run $BENCH_DIR/bin/profile; see profile/main.go.
set -euo pipefail
shopt -s inherit_errexit

rows=${1:-1000000}
part=${2:-all}
runs=${RUNS:-5}
scratch=${BENCH_DIR:-${TMPDIR:-/tmp}/vobizsync-bench}
vegeta_version=v12.13.0

cd "$(dirname "$0")"
here=$PWD
mkdir -p "$scratch"
scratch=$(cd "$scratch" && pwd)
bin=$scratch/bin data=$scratch/data results=$scratch/results.jsonl
sources=$(cat people/*.go make/*.go | cksum)
if test "$(cat "$data/sources" 2>/dev/null)" != "$sources"; then # files of another generator
	rm -rf "$data"
	mkdir -p "$data"
	echo "$sources" >"$data/sources"
fi
mkdir -p "$bin"
rm -f "$results"

say() { printf '%s\n' "$*" >&2; }
least() { echo $(($1 < $2 ? $1 : $2)); }

say "building"
export CGO_ENABLED=0
(cd ../.. && go build -trimpath -o "$bin/vobizsync" .)
go build -o "$bin/" ./make ./csvread ./gocsvread ./phones ./unzip ./server ./measure ./table ./profile

# file FIRST ROWS SPOIL makes a file of plain customers, unless it is there, and
# prints its name.
file() { text "plain-$1-$2-$3.csv" -mix plain -first "$1" -rows "$2" -spoil "$3"; }

# text NAME FLAG… makes a file with the flags of make.
text() {
	local f=$data/$1
	shift
	test -s "$f" || "$bin/make" "$@" -out "$f"
	echo "$f"
}

# measure NAME [FLAG…] -- COMMAND… measures a command.
measure() {
	local name=$1
	shift
	"$bin/measure" -name "$name" -results "$results" -runs "$runs" "$@"
}

validate() {
	say "making the files"
	local mix=(-spoil 7) book=$(least "$rows" 100000) ordinary plain quoted coded double small workbook dates round
	ordinary=$(text "ordinary-$rows.csv" -rows "$rows" "${mix[@]}")
	quoted=$(text "quoted-$rows.csv" -rows "$rows" "${mix[@]}" -quoted all)
	coded=$(text "1252-$rows.csv" -rows "$rows" "${mix[@]}" -encoding windows-1252 -delimiter ';')
	double=$(text "ordinary-$((2 * rows)).csv" -rows $((2 * rows)) "${mix[@]}")
	small=$(text ordinary-100.csv -rows 100 "${mix[@]}")
	plain=$(file 0 "$rows" 0)
	workbook=$(text "ordinary-$book.xlsx" -rows "$book" "${mix[@]}")
	dates=$(text "dates-$book.xlsx" -rows "$book" "${mix[@]}" -dates)

	for ((round = 0; round < runs; round++)); do
		local once=(-runs 1 -warmup $((round == 0)) -exits 0,3)
		measure phones "${once[@]}" -fact rows="$rows" -- "$bin/phones" "$ordinary"
		measure validate "${once[@]}" -fact rows="$rows" -- "$bin/vobizsync" validate "$ordinary"
		measure validate-out "${once[@]}" -clean "$scratch/run" -fact rows="$rows" -- "$bin/vobizsync" validate --out "$scratch/run" "$ordinary"
		measure validate-quoted "${once[@]}" -fact rows="$rows" -- "$bin/vobizsync" validate "$quoted"
		measure validate-1252 "${once[@]}" -fact rows="$rows" -- "$bin/vobizsync" validate "$coded"
		measure validate-plain "${once[@]}" -fact rows="$rows" -- "$bin/vobizsync" validate "$plain"
		measure csvread "${once[@]}" -fact rows="$rows" -- "$bin/csvread" "$ordinary"
		measure csvread-plain "${once[@]}" -fact rows="$rows" -- "$bin/csvread" "$plain"
		measure gocsvread "${once[@]}" -fact rows="$rows" -- "$bin/gocsvread" "$ordinary"
		measure validate-workbook "${once[@]}" -fact rows="$book" -- "$bin/vobizsync" validate "$workbook"
		measure validate-dates "${once[@]}" -fact rows="$book" -- "$bin/vobizsync" validate "$dates"
		measure unzip "${once[@]}" -fact rows="$book" -- "$bin/unzip" "$workbook"
	done
	rm -rf "$scratch/run"
	measure validate-double -exits 3 -fact rows=$((2 * rows)) -- "$bin/vobizsync" validate "$double"
	measure validate-100 -exits 3 -runs 25 -fact rows=100 -- "$bin/vobizsync" validate "$small"
	if command -v node >/dev/null && command -v npm >/dev/null; then
		prepare_node
		measure node -fact rows="$rows" -- node "$scratch/node/validate.mjs" "$ordinary"
	else
		say "no Node here: the comparison with it is left out"
	fi
}

prepare_node() {
	mkdir -p "$scratch/node"
	cp node/validate.mjs "$scratch/node/"
	cmp -s node/package.json "$scratch/node/package.json" && test -d "$scratch/node/node_modules" && return
	rm -rf "$scratch/node/node_modules"
	(cd "$scratch/node" && cp "$here/node/package.json" . &&
		npm install --no-package-lock --no-audit --no-fund --loglevel error >&2)
}

# sync NAME ACCOUNTS FILE [FLAG…] -- FLAG… measures a sync against a server with
# so many accounts; the flags before -- are measure's, those after it the tool's.
sync() {
	local name=$1 accounts=$2 f=$3 flags=()
	shift 3
	while test "$1" != --; do flags+=("$1") && shift; done
	shift
	measure "$name" -fact accounts="$accounts" "${flags[@]}" \
		-server "$bin/server -accounts $accounts" -clean "$scratch/run" -- \
		"$bin/vobizsync" sync --yes --json --quiet --base-url 'http://{addr}/api/v1/partner' --out "$scratch/run" "$@" "$f"
}

# free WORKERS FILE ROWS creates as fast as can be, by the tool and by vegeta. The
# body is a customer's, as the tool sends it.
free() {
	local workers=$1 f=$2 n=$3
	sync "sync-free-$workers" 0 "$f" -fact rows="$n" -- --rate 0 --concurrency "$workers"
	test -x "$vegeta" || return 0
	measure "vegeta-$workers" -server "$bin/server" -- bash -c \
		"echo POST http://{addr}/api/v1/partner/accounts | $vegeta attack -rate=0 -workers=$workers -max-workers=$workers -duration=5s -body=$scratch/body.json -header=Content-Type:application/json -header=X-Auth-ID:PA_BENCH -header=X-Auth-Token:made-up >/dev/null"
}

prepare_vegeta() {
	printf '%s' '{"name":"Priya Deshmukh","email":"priya.deshmukh.1a2b@northwind.example","phone":"+919876543210","password":"Abcd#1234","country":"IN","company":"Deshmukh Telecom","description":"Sales line","address":"12 Station Road","city":"Mumbai","state":"Maharashtra","zip_code":"400001","timezone":"Asia/Kolkata","gstin":"27AAPFU0939F1ZV","gst_status":"active","account_type":"standard"}' >"$scratch/body.json"
	vegeta=$scratch/vegeta-$vegeta_version/vegeta
	test -x "$vegeta" || GOBIN=${vegeta%/*} go install "github.com/tsenart/vegeta/v12@$vegeta_version" || say "vegeta can't be fetched: the comparison with it is left out"
}

sync_all() {
	export VOBIZ_AUTH_ID=PA_BENCH VOBIZ_AUTH_TOKEN=made-up
	local f n

	# 3,000 rows and 10 pages of accounts, then 50 rows and 500 pages: the fewer count.
	sync sync-requests 1000 "$(file 0 3000 0)" -runs 1 -warmup 0 -fact rows=3000 -fact expected=$((1 + 10 + 2000)) -- --rate 0
	sync sync-requests-few 50000 "$(file 49990 50 0)" -runs 1 -warmup 0 -fact rows=50 -fact expected=$((1 + 50 + 40)) -- --rate 0

	sync sync-rate-50 0 "$(file 0 300 0)" -runs 3 -warmup 0 -fact rows=300 -fact rate=50 -- --rate 50
	sync sync-rate-500 0 "$(file 0 5000 0)" -runs 3 -warmup 0 -fact rows=5000 -fact rate=500 -- --rate 500 --concurrency 32

	prepare_vegeta
	n=$(least "$rows" 20000)
	f=$(file 0 "$n" 0)
	free 8 "$f" "$n"
	free 32 "$f" "$n"

	n=$(least "$rows" 100000)
	sync sync-exists-100000 "$n" "$(file 0 "$n" 0)" -runs "$(least "$runs" 3)" -fact rows="$n" -- --rate 0 --lookup list
	sync sync-exists-all "$rows" "$(file 0 "$rows" 0)" -runs "$(least "$runs" 3)" -fact rows="$rows" -- --rate 0 --lookup list
	rm -rf "$scratch/run"
}

case $part in
validate) validate ;;
sync) sync_all ;;
all)
	validate
	sync_all
	;;
*)
	say "usage: $0 [ROWS] [validate|sync|all]"
	exit 2
	;;
esac

node=$(command -v node >/dev/null && node --version || true)
"$bin/table" -results "$results" -strip "$scratch/" -node "$node" -disk "$scratch"
