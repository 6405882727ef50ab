package lazy_test

import (
	"testing"

	"vobizsync/internal/lazy"
)

func TestRegexpIsCompiledAtFirstUseAndOnce(t *testing.T) {
	digits, bad := lazy.Regexp(`^\d+$`), lazy.Regexp(`(`)
	if first, again := digits(), digits(); first != again || !first.MatchString("12") || first.MatchString("1x") {
		t.Error("the expression is not the one that was given, once")
	}
	defer func() {
		if recover() == nil {
			t.Error("a malformed expression is taken")
		}
	}()
	bad()
}
