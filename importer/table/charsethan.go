package table

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// hanSet says, for a language of thousands of characters, which are common: the
// names of x/text have a tenth of them.
type hanSet struct {
	encoding encoding.Encoding
	// level tells, of a character's code, whether the standard has it among the
	// common ones (1), the others (2), or not at all (3).
	level  func(code []byte) int
	sizes  [4]float64 // of each level
	shares [4]float64 // of the text; the first is that of names
	names  string     // what is frequent in the names of people, companies and places
}

// known is the share of what the names of x/text have.
func (h *hanSet) known() float64 {
	return 1 - h.shares[0] - h.shares[1] - h.shares[2] - h.shares[3]
}

// addNames adds, to the likelihood of a letter by itself, how frequent it is in names.
func (h *hanSet) addNames(p float64, r rune) float64 {
	for range strings.Count(h.names, string(r)) {
		p += h.shares[0] / float64(utf8.RuneCountInString(h.names))
	}
	return p
}

// odd returns the likelihood of a letter that the names have not.
func (h *hanSet) odd(r rune) float64 {
	level := 3
	if code, err := h.encoding.NewEncoder().Bytes([]byte(string(r))); err == nil && len(code) == 2 {
		level = h.level(code)
	}
	return h.shares[level] / h.sizes[level]
}

// hanSets have the levels of GB 2312, Big5, JIS X 0208 and KS X 1001.
var hanSets = map[string]hanSet{
	"zh": {
		encoding: simplifiedchinese.GBK,
		level: func(c []byte) int {
			switch {
			case c[0] >= 0xb0 && c[0] <= 0xd7 && c[1] >= 0xa1:
				return 1
			case c[0] >= 0xd8 && c[0] <= 0xf7 && c[1] >= 0xa1:
				return 2
			}
			return 3
		},
		sizes: [4]float64{0, 3755, 3008, 15000}, shares: [4]float64{0.4, 0.25, 0.02, 0.003},
		names: namesZh,
	},
	"zh-Hant": {
		encoding: traditionalchinese.Big5,
		level: func(c []byte) int {
			switch {
			case c[0] >= 0xa4 && c[0] <= 0xc6:
				return 1
			case c[0] >= 0xc9 && c[0] <= 0xf9:
				return 2
			}
			return 3
		},
		sizes: [4]float64{0, 5401, 7652, 5000}, shares: [4]float64{0.4, 0.25, 0.02, 0.003},
		names: namesHant,
	},
	"ja": {
		encoding: japanese.ShiftJIS,
		level: func(c []byte) int {
			switch {
			case c[0] >= 0x81 && c[0] <= 0x97 || c[0] == 0x98 && c[1] <= 0x72:
				return 1
			case c[0] <= 0xea:
				return 2
			}
			return 3
		},
		sizes: [4]float64{0, 2965, 3390, 500}, shares: [4]float64{0.45, 0.2, 0.02, 0.003},
		names: namesJa,
	},
	"ko": {
		encoding: korean.EUCKR,
		level: func(c []byte) int {
			switch {
			case c[0] >= 0xb0 && c[0] <= 0xc8 && c[1] >= 0xa1:
				return 1
			case c[0] < 0xb0: // the other syllables of today
				return 2
			}
			return 3 // Chinese characters
		},
		sizes: [4]float64{0, 2350, 8822, 4888}, shares: [4]float64{0.35, 0.15, 0.01, 0.002},
		names: namesKo,
	},
}

// What is frequent in names: family names first, then given names, then companies
// and places.
const (
	namesZh = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文" +
		"伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华建国红梅玲辉志春燕鹏飞宇浩欣怡婷雪琳晨思雨佳嘉子轩梓涵一诺俊豪天瑞小大玉凤云海波峰斌鑫亮健东生民永福德" +
		"中北京上海广州深圳市省区县路街号楼室南西新科技有限公司股份集团贸易电子商务信息网络通信实业工程"
	namesHant = "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋鄧杜傅侯曹薛丁卓阮馬董溫唐藍石蔣古紀姚連馮歐程湯田康姜白汪鄒尤巫" +
		"志明家豪俊傑建宏文雄雅婷淑芬美玲怡君佳穎惠如雅雯麗華秀英偉國榮金玉鳳春梅心怡宗翰承恩冠宇柏小大安子中正信義仁德福永生" +
		"台臺北中南高雄新竹市縣區路街段號樓巷弄東西股份有限公司科技電子實業國際企業工程行商貿易香港九龍"
	namesJa = "佐藤鈴木高橋田中伊渡辺山本村小林加吉松井上口清水斎崎森池阿部石川下島前岡長谷後近遠青坂福三宮原西野内竹金和河太中谷今丸大塚平久保増安武杉千葉岩菊桜新古工酒横沢浜広関土堀荒須" +
		"太郎一子美花恵由紀子健次真理奈智明浩二誠直樹和也翔陽葵結衣愛咲香織裕介雄正義博之幸彦隆志修啓秀洋信典夫男代江" +
		"株式会社有限東京都大阪府京市区町県北海道名古屋横浜神戸店部商工業電機製作所ーのンスタルトリカイシアマサユミケコハナヨシヒロオキクノ"
	namesKo = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구나민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹" +
		"민준서연지우현수영희철미경은정혜진성호동재승윤하예은도주원시후건빈태상훈용석순자숙옥란아라나다가온별솔" +
		"주식회사서울부산대구인천광주대전시구동로길군면읍리특별역경기도한국전자상사통신산업무역"
)
