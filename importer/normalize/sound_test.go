package normalize

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// What looks sound at a glance is not garbled, and names in most scripts do.
func TestSoundTextsAreNotGarbled(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	letters := strings.Split("aéA ±ñúÃÂâï©¼ßçäö–€¿½™ƒжСРќ‚Ð“░├╝\u00a1\u0083\u0081日ह", "")
	twice := []string{"Ã¼", "â€™", "ï¿½", "Гј", "ìž„", "å±±", "â†’", "├╝", "√º", "ŁĂ", "Ð˜Ð²Ð°Ð½", "РР°"}
	sound := 0
	for i := range 200_000 {
		from := letters
		if i%4 == 0 {
			from = slices.Concat(twice, letters[:4])
		}
		s := pick(r, from, 5)
		if !isSound(s) {
			continue
		}
		sound++
		if why := garbledBy(s); why != "" {
			t.Fatalf("%q looks sound, and %s", s, why)
		}
	}
	if sound < 20_000 {
		t.Errorf("only %d were sound", sound)
	}
	for _, s := range []string{"प्रिया देशमुख", "王小明", "Иван Петров", "Мария Смирнова", "Nguyễn Văn An", "Trần Thị Bích", "Jürgen Müßig", "Château", "SÃO JOÃO", "김민준", "Ελένη", "محمد"} {
		if !isSound(s) {
			t.Errorf("%q does not look sound", s)
		}
	}
}
