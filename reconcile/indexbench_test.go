package reconcile

import (
	"fmt"
	"runtime"
	"testing"

	"vobizsync/importer"
)

// typical is an account as the API lists it, with most fields filled in.
func typical(i int) Account {
	return Account{
		AuthID: fmt.Sprintf("MA_%08X", i),
		Customer: importer.Customer{
			Name: fmt.Sprintf("Customer %d", i), Email: fmt.Sprintf("customer%06d@lotusfoods.example", i), Phone: fmt.Sprintf("+9198%08d", i),
			Country: "IN", Company: "Lotus Foods Pvt Ltd", City: "Pune", State: "Maharashtra", ZipCode: "411001", Timezone: "Asia/Kolkata",
		},
		KYCStatus: "pending", CashCredits: "1300.00000", IsActive: "true", CreatedAt: "2026-03-09T06:30:00.123456Z",
	}
}

// BenchmarkIndex tells what an account takes of the heap.
func BenchmarkIndex(b *testing.B) {
	const accounts = 100_000
	for _, full := range []bool{false, true} {
		b.Run(fmt.Sprintf("full=%t", full), func(b *testing.B) {
			for b.Loop() {
				before := heap()
				x := index{full: full}
				for i := range accounts {
					a := typical(i)
					x.add(&a)
				}
				b.ReportMetric(float64(heap()-before)/accounts, "B/account")
				runtime.KeepAlive(&x)
			}
		})
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
