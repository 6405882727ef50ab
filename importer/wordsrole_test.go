package importer

// Words that are beside a field's word.

// objectWords are what the file is about: its customers, by whatever name.
const objectWords = `
customer, customers, client, clients, party, ledger, ledgers, subscriber, subscribers, buyer, buyers, consumer, purchaser, debtor, payer, account holder, a c holder, cardholder, beneficiary
contact, contacts, person, people, user, users, member, members, lead, leads, prospect, prospects, guest, patient, student, tenant, participant, attendee, applicant, registrant, end user, recipient, borrower, insured, policyholder, policy holder, shopper, passenger, traveller, traveler, visitor, bp, business partner, cust, clnt, acct, account, accounts, record, profile, personal info, individual, entity
schüler, schülerin, patientin, versicherter, kunde, kunden, kundin, klient, mandant, mandanten, debitor, debitoren, käufer, mitglied, teilnehmer, auftraggeber, kontakt, kontakte, ansprechpartners, rechnungsempfänger, geschäftspartner, adressat, personen
acheteur, abonné, adhérent, membre, tiers, personne, usager
cliente, clientes, comprador, socio, abonado, titular, contacto, contactos, persona, suscriptor
clienti, contatto, contatti, intestatario, abbonato, acquirente, anagrafica
contato, contatos, assinante, pessoa, cadastro
klant, klanten, klantgegevens, contactpersoon, debiteur, relatie, lid, persoon, deelnemer
klienta, kontrahent, kontrahenta, osoba, osoby, nabywca, nabywcy, odbiorca, odbiorcy, abonent, kontaktu, klienci
müşteri, müşterinin, müşteriler, kişi, cari, alıcı, üye, abone, hesap
клиент, клиента, клиенты, контакт, контакта, контрагент, контрагента, покупатель, покупателя, заказчик, заказчика, абонент, абонента, лид, лида, пользователя, плательщика
ग्राहक, ग्राहकों, क्लाइंट, पार्टी, उपभोक्ता, व्यक्ति, खरीदार, सदस्य
客户, 顾客, 联系人, 买家, 用户, 会员, 客戶, 聯絡人, 聯繫人, 買家, 會員, 客户的, 购买人
顧客, お客様, 得意先, 取引先, 会員, 契約者, 利用者, ご契約者, 購入者, お客さま, 注文者, ご注文者, ご依頼主, 依頼主
клієнт, клієнта, покупця, замовника
zákazník, zákazníka, odběratel, odběratele
kund, kunder, kundens
kundens
asiakas, asiakkaan
고객, 고객님, 회원, 고객의, 구매자, 주문자
العميل, عميل, الزبون, المشترك
pelanggan, klien, kontak, konsumen, pembeli, pemesan
khách hàng, khách, người mua, của khách hàng
ลูกค้า, ผู้ติดต่อ, สมาชิก
গ্রাহক, গ্রাহকের, ক্রেতা
வாடிக்கையாளர், வாடிக்கையாளரின்`

// primaryWords say that a column is the first among others.
const primaryWords = `
primary, main, default, preferred, principal, primary contact, first contact, pri, official, registered, regd
haupt, standard, primär, bevorzugt, bevorzugte, bevorzugter
principale, principaux, défaut, privilégié
predeterminado, preferido
predefinito, preferita, preferito
padrão
hoofd, primaire, primair
główny, główna, podstawowy, domyślny
birincil, ana, varsayılan
основной, основная, главный, по умолчанию
मुख्य, प्राथमिक
主要, 首选
主な, メイン
основний, основна
hlavní, primární
huvud
primær
ensisijainen`

const billingWords = `
billing, bill to, bill, billto, invoice, invoicing, sold to, invoice to, billing contact, payment, card
rechnung, rechnungs, re
facturation, facture
facturación, factura
fatturazione
faturamento, cobrança, faturação, facturação
facturatie, factuur
faktura, do faktury, rozliczeniowy
fatura
счет, платежный, для счета
账单, 发票, 開票, 开票
請求先, 請求`

const mailingWords = `
mailing, mail to, postal, correspondence, communication, po, residential, residence, residing, legal, permanent, present, current, local
post, wohn
correspondance, postale
correspondencia
residenza
correspondência
correspondentie, vestigings
korespondencyjny, zamieszkania
yazışma
почтовый
通讯, 联系, 聯絡`

const workWords = `
work, business, office, corporate, job, professional, company main, direct, bus, off, desk, wk
geschäftlich, geschäfts, büro, dienstlich, arbeit, beruflich, geschäft, firmen, dienst, arbeits, zentrale
bureau, travail, professionnel, professionnelle, pro
trabajo, oficina, laboral, profesional, empresarial
ufficio, lavoro, aziendale, professionale
trabalho, comercial, escritório, profissional
werk, kantoor, zakelijk, zakelijke
praca, służbowy, służbowa, biuro, firmowy, firmowe, firmowa, praca biuro
iş, ofis, işyeri, kurumsal
рабочий, рабочая, служебный, офис, работа, корпоративный
कार्यालय, ऑफिस, व्यवसाय
办公, 工作, 办公室, 辦公
仕事, オフィス, 職場
робочий, робоча
pracovní, kancelář, firemní, zam, zaměstnání
arbete, arbets, jobb
arbejde, arbejds, kontor
työ, toimisto
직장, 회사, 업무용, 사무실
العمل, عمل
kantor, kerja
cơ quan, công ty, công việc
ที่ทำงาน
অফিস
அலுவலக`

const homeWords = `
home, private, personal, house, residence phone, resi, res, evening
privat, zuhause, zu hause, persönlich
domicile, personnel, personnelle, perso, privé, maison
casa, particular, hogar
privato, personale, abitazione
residencial, pessoal
thuis, privé, prive
dom, domowy, prywatny, prywatna, domowa
ev, kişisel, özel
домашний, домашняя, личный, личная
घर, निजी, व्यक्तिगत, आवास
家庭, 个人, 私人, 住宅, 家
自宅, 個人
домашній, особистий, особиста
domácí, soukromý, osobní, byt
hem, bostad
hjem
koti
집, 자택, 개인
المنزل, المنزلي, الشخصي, شخصي
rumah, pribadi
nhà, nhà riêng, cá nhân
บ้าน, ส่วนตัว
বাড়ি, ব্যক্তিগত
வீட்டு`

const shippingWords = `
shipping, ship to, ship, shipto, delivery, deliver to, sa, consignee, dispatch, shipping contact
lieferung, liefer, versand
livraison, expédition
envío, entrega
spedizione, consegna
envio
levering, verzend, bezorg, aflever
dostawa, dostawy, wysyłka, wysyłki
teslimat, sevk, kargo
доставка, доставки, отгрузки
收货, 配送, 收件人, 收貨, 收件
配送先, 送付先, お届け先, 届け先
배송, 수령인, 받는 사람, 받는분, 수취인
pengiriman, penerima
giao hàng, người nhận
الشحن, المستلم`

const otherWords = `
other, additional, extra, 2 nd, second, car, radio, callback, third, temporary
andere, weitere, sonstige, sonstiges, autotelefon
autre, autres, voiture
otro, otra, otros
altro, altra, altri
outro, outra
overig, overige
inny, inna, dodatkowy
diğer, ek
другой, другая, дополнительный, дополнительная, другое
अन्य, दूसरा
其他, 其它, 备用
その他, 他`

// noiseWords change nothing.
const noiseWords = `
number, no, nos, nr, num, value, text, field, the, of, your, you, my, their, his, her, enter, please, in, for, to, and, or, at, a, an, s, is, valid, details, detail, info, information, data, required, mandatory, optional, customer facing, column, col, e 164, e164, new, as per, on, with, format, line, digit, digits, 10 digit, contact details, full, complete, nbr, std, entry, if any, where, should be, live, reside, what, which, best, reach
nummer, der, die, das, des, dem, den, und, oder, für, von, vom, zur, zum, im, bitte, ihr, ihre, pflichtfeld, angabe, angaben, daten, mit
numéro, n, le, la, les, l, de, du, d, et, ou, votre, au, aux, à, pour, un, une, saisir, obligatoire, facultatif, coordonnées
número, nro, el, los, las, del, y, o, su, para, tu, por, obligatorio, datos, con, nº, en
numero, il, lo, gli, di, della, dello, dei, e, per, delle, dati, obbligatorio, al, alla
os, do, da, dos, das, com, seu, sua, obrigatório, dados, ao
het, een, van, uw, verplicht, gegevens, nummers, voor
numer, i, w, z, na, dla, oraz, lub, twój, twoje, wymagane
numarası, numara, ve, veya, için, zorunlu, bilgileri, no su, numarasi
номер, и, или, для, в, по, ваш, ваше, ваша, обязательно, данные, с, к, №
नंबर, नम्बर, न, नं, संख्या, का, की, के, आपका, और, या, कृपया, अनिवार्य
号码, 号, 的, 请填写, 必填, 您的, 号碼, 號碼, 選填, 必選, 信息, 資料
番号, の, ご, お, を, 必須, 任意, 様, 欄, 入力
та, або, обов язково
číslo, č, nebo, váš, vaše, povinné
och, eller, din, ditt
og, dit, på
nro, ja, tai
번호, 의, 및, 필수, 정보, 를
رقم, في, من, و, أو
nomor, dan, atau, anda, wajib
số, của, và, hoặc, bạn, bắt buộc
หมายเลข, ของ, และ, หรือ
নম্বর, নাম্বার, এর, এবং
எண், மற்றும்`

// codeWords name a code of what is beside them.
const codeWords = `
code, codes, cd, abbreviation, abbr, iso, iso 2, iso 2 code, alpha 2, alpha 2 code, short
kürzel, kennzeichen, kennung
sigle
código, cod
codice, sigla
kod
код
कोड
代码, 代碼
コード`

// idWords name a key of what is beside them.
const idWords = `id, ids, key, identifier, fk, uuid, guid, sid, ref, uid, pk, oid, xml id, external id`
