package importer

import (
	"encoding/binary"
	"iter"
)

// Reading is what a file said when it was read. It keeps the entries, their rows
// included, and yields them as often as wanted, whatever becomes of the file.
type Reading struct {
	*File
	tally  Tally
	spool  spool
	blocks []keptBlock
}

// keptBlock is a block of the spool.
type keptBlock struct {
	row  int // of its first entry
	rows int
}

// Keep numbers the rows of the file's batches, which must come in order from
// [File.Pack], finds what is in the file twice, and keeps all of it. The file is closed then, and the caller closes the Reading.
func (f *File) Keep(batches iter.Seq2[Batch, error]) (*Reading, error) {
	r := &Reading{File: f, spool: spool{dir: f.opts.Folder}}
	err := r.read(batches)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		_ = r.Close()
		return nil, err
	}
	return r, nil
}

func (r *Reading) read(batches iter.Seq2[Batch, error]) error {
	n := newNumbering(r.File, &r.tally)
	for batch, err := range batches {
		if err != nil {
			return err
		}
		first, twice := n.rows+1, []byte(nil)
		n.number(&batch, func(entry int, what repeat, line int) {
			twice = binary.AppendUvarint(append(binary.AppendUvarint(twice, uint64(entry+1)), byte(what)), uint64(line))
		})
		r.tally.Rows = n.rows
		if len(batch.entries) == 0 {
			continue
		}
		if err := r.spool.add(twice, []byte{0}, batch.packed); err != nil {
			return err
		}
		r.blocks = append(r.blocks, keptBlock{first, len(batch.entries)})
		r.spare.give(batch.entries)
	}
	r.late = r.manners.notes()
	r.noteUnusedValues()
	return nil
}

// Tally counts what was read.
func (r *Reading) Tally() Tally { return r.tally }

// Entries yields the rows in their order.
func (r *Reading) Entries() iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		for i := range r.blocks {
			entries, err := r.entries(i)
			if err != nil {
				yield(nil, err)
				return
			}
			for k := range entries {
				if !yield(&entries[k], nil) {
					return
				}
			}
		}
	}
}

// entries reads a block: first what its rows have in common with lines before, in
// their order, then the rows.
func (r *Reading) entries(i int) ([]Entry, error) {
	stored, err := r.spool.block(i)
	if err != nil {
		return nil, err
	}
	block, in := r.blocks[i], r.newRecords(stored)
	type common struct {
		entry, line int
		what        repeat
	}
	var twice []common
	for n := in.number(); n > 0; n = in.number() {
		what := repeat(in.byte())
		twice = append(twice, common{entry: n - 1, what: what, line: in.number()})
	}
	entries := make([]Entry, block.rows)
	for k := range entries {
		e := &entries[k]
		if err := in.next(e); err != nil {
			return nil, err
		}
		e.Row = block.row + k
		for len(twice) > 0 && twice[0].entry == k {
			e.repeated(twice[0].what, twice[0].line, r.opts.Strict)
			twice = twice[1:]
		}
	}
	return entries, nil
}

// Close gives up what was kept. Entries that were read stay valid.
func (r *Reading) Close() error { return r.spool.close() }
