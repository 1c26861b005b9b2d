"""Invented people, firms, places and goods, and the many ways to write an address, a date, a quantity."""

OUR_NAME = "Tarn Supplies"
REGULARS = [OUR_NAME, "Harrow & Finch Ltd", "Nordkai Logistik GmbH", "Café Mirabeau", "Tessaly Foods", "Kestrel Dental Group", "Bäckerei Lohmann",
            "Orbis Catering", "Talleres Orduña"]
FIRM_NAMES = ["Ashgrove", "Brandner", "Calloway", "Delorbe", "Eskelund", "Farrow", "Gallardo", "Hollin", "Ivarsen", "Jessop", "Kirchhoff", "Lantada",
              "Marlowe", "Nettle", "Oyelaran", "Pradier", "Quarry", "Rosental", "Sayan", "Thornby", "Umber", "Velasco", "Wiebold", "Yardley"]
FIRM_KINDS = {
    "en-us": ["{n} & Sons", "{n} Ltd", "{n} Hotel Group", "{n} Clinic", "{n} Print", "{n} Motors Inc.", "The {n} Bakery", "{n} Primary School",
              "{n} Engineering", "{n} and Partners"],
    "de": ["{n} GmbH", "{n} & Söhne KG", "Hotel {n}", "Autohaus {n}", "Praxis {n}", "Stadtwerke {n}", "{n} Elektrotechnik"],
    "fr": ["Maison {n}", "{n} SARL", "Garage {n}", "Hôtel {n}", "Pharmacie {n}", "{n} et Fils"],
    "es": ["Talleres {n}", "{n} S.L.", "Panadería {n}", "Hotel {n}", "Clínica {n}"],
    "pl": ["Piekarnia {n}", "{n} Sp. z o.o.", "Hotel {n}"], "el": ["Φούρνος {n}", "Ξενοδοχείο {n}", "{n} Α.Ε."],
    "ru": ["ООО «Берёзка»", "кафе «Полдень»", "ООО «Север-Торг»"],
    "ar": ["مطعم النخيل", "شركة الفرات للتجارة", "مخبز السلام"], "zh-hans": ["青禾餐饮公司", "东湖宾馆", "明德印刷厂"], "ja": ["小野寺商店", "株式会社みなと堂", "ホテル青葉"],
    "hi": ["शर्मा ट्रेडर्स", "होटल नीलकंठ", "गंगा बेकरी"],
}

FIRST = {
    "en-us": ["Moira", "Tobin", "Grace", "Callum", "Priya", "Kwame", "Nadia", "Howard", "Lucy", "Oskar", "Femi", "Ruth", "Desmond", "Yuki", "Carla",
              "Ed", "Zoe\u0308", "Siobhán", "Ibrahim", "Wanda"],
    "de": ["Jörg", "Elif", "Katrin", "Uwe", "Annika", "Mehmet", "Sabine", "Lars", "Frauke", "Björn"],
    "fr": ["Yannick", "Noëlle", "Aïcha", "Benoît", "Camille", "Rémi", "Solène"],
    "es": ["Inés", "Marisol", "Íñigo", "Lucía", "Ramiro", "Begoña", "Tomás"], "pl": ["Halina", "Wojciech", "Łucja", "Grażyna"],
    "el": ["Ελένη", "Νίκος", "Σοφία", "Γιάννης"], "ru": ["Оксана", "Тимур", "Вера", "Аркадий"],
    "ar": ["ليلى", "سامي", "هدى", "يوسف"], "zh-hans": ["林晓", "周文博", "陈雨桐", "赵敏"], "ja": ["森川 葵", "小野寺 健", "高梨さくら", "西村 樹"],
    "hi": ["मीरा", "अरुण", "कविता", "रोहित"],
}
LAST = {
    "en-us": ["Tannen", "Ashgrove", "Pellworth", "Okafor", "Raman", "Wexcombe", "Dunleavy", "Stan", "Brightwell", "O'Hare", "Lindqvist", "Mbeki-Hall",
              "Garrick", "Sato", "Vance", "Thistlewood", "Farrow", "Marlowe"],
    "de": ["Brandner", "Ahlers", "Wiebold", "Sayan", "Kirchhoff", "von Rethen", "Großmann", "Lohmann", "Petersen"],
    "fr": ["Delorbe", "Pradier", "Lemarchand", "d'Arvennes", "Kessous", "Toussaint"],
    "es": ["Cobarro", "Lantada Ruiz", "Orduña", "Velasco", "Gallardo Pinto"], "pl": ["Wrzos", "Kaczorek", "Zaręba", "Śliwa"],
    "el": ["Παπαϊωάννου", "Καλογήρου", "Δημητρίου"], "ru": ["Лелеко", "Шевчук", "Гринько"],
    "ar": ["حداد", "المنصوري", "خليل"], "zh-hans": [""], "ja": [""], "hi": ["नागर", "जोशी", "मल्होत्रा"],
}
TITLES = {"en-us": ["Dr.", "Mr", "Mrs", "Ms", "Mr.", "Prof."], "de": ["Herr", "Frau", "Dr.", "Herrn"], "fr": ["M.", "Mme", "Madame", "Dr"],
          "es": ["Sr.", "Sra.", "Dra.", "Don"], "pl": ["pan", "pani", "dr"], "el": ["κ.", "Δρ."], "ru": ["г-н", "д-р"], "hi": ["श्री", "डॉ."]}

CITIES = {
    "en-us": ["Leeds", "Bristol", "Norwich", "Columbus", "Portland", "Halifax", "Austin", "Dundee", "Lyon", "Rotterdam"],
    "de": ["Hamburg", "Bremen", "Kassel", "Lübeck", "Graz", "Bad Ems"], "fr": ["Lyon", "Nantes", "Annecy", "Lille", "Dijon"],
    "es": ["Valencia", "Burgos", "Cádiz", "Vigo"], "pl": ["Poznań", "Łódź", "Kraków"], "el": ["Πάτρα", "Βόλος", "Αθήνα"],
    "ru": ["Тверь", "Казань", "Псков"], "ar": ["عمّان", "حلب", "الدار البيضاء"], "zh-hans": ["杭州", "成都"], "ja": ["横浜市", "仙台市"],
    "hi": ["जयपुर", "पुणे"],
}
POSTCODES = {"Leeds": "LS1 4GT", "Bristol": "BS8 2QX", "Norwich": "NR3 1AB", "Columbus": "43004", "Portland": "97201", "Halifax": "B3H 1W5",
             "Austin": "78701", "Dundee": "DD1 9ZZ", "Lyon": "69002", "Rotterdam": "3011 AB"}
STREETS = {
    "en-us": ["Harrow Lane", "Mill Road", "Station Street", "Kestrel Way", "Old Tannery Yard", "King's Parade", "Quarry Hill", "Bellevue Ave",
              "N 4th St", "Orchard Close", "Canal Street", "Upper Denby Road", "Pier 9"],
    "de": ["Hafenstr.", "Am Mühlgraben", "Lindenallee", "Große Bleiche", "Bahnhofstraße", "Ringstraße", "Alter Markt"],
    "fr": ["rue Noël", "avenue des Tilleuls", "quai Saint-Ardel", "bd de la Gare", "impasse du Moulin"],
    "es": ["Calle Mayor", "Avda. de la Paz", "C/ San Telmo", "Plaza del Grano"], "pl": ["ul. Lipowa", "ul. Nowy Rynek", "al. Wolności"],
    "el": ["Οδός Ερμού", "Λεωφόρος Νίκης", "Αγίου Ανδρέου"], "ru": ["ул. Садовая", "пр. Мира", "Набережная ул."],
    "ar": ["شارع الملك فيصل", "شارع الزيتون", "طريق المطار"], "zh-hans": ["西湖区文三路", "武侯区人民南路"], "ja": ["中区本町", "青葉区国分町"],
    "hi": ["एम.जी. रोड", "स्टेशन रोड", "नेहरू नगर"],
}
STREET_KINDS = {"en-us": ["{n} Street", "{n} Road", "{n} Lane", "{n} Avenue", "{n} Court", "{n} Ave", "{n} Gardens"],
                "de": ["{n}straße", "{n}weg", "{n}str.", "Am {n}hof"], "fr": ["rue {n}", "rue du Docteur {n}", "place {n}"],
                "es": ["Calle {n}", "Avda. {n}", "Plaza {n}"]}
EXTRAS = {"en-us": ["Unit 4", "2nd floor", "Suite 310", "Flat B", "rear entrance", "Dock 7", "c/o reception"],
          "de": ["Hinterhaus", "2. OG", "Tor 3", "c/o Empfang", "Halle B"], "fr": ["bât. C", "2e étage", "porte 4", "BP 118"],
          "es": ["2º B", "nave 6", "local 3"]}

# {s} street, {n} number, {c} city, {z} postcode, {x} extra; a / stands for a line break
ADDRESSES = {
    "en-us": ["{n} {s}, {c} {z}", "{n} {s}, {x}, {c} {z}", "{x}, {n} {s}, {c}", "{n} {s}/{c} {z}", "{x}/{n} {s}/{c}/{z}", "{n} {s}, {c}",
              "{s} {n}, {z} {c}", "PO Box {b}, {c} {z}", "{n} {s} ({x}), {z} {c}", "{n} {s} - {c} - {z}", "{n} {s}", "{c}, {n} {s}, {x}",
              "{z} {c}, {s} {n}, {x}", "no. {n} {s}, near the station, {c}", "the yard behind {n} {s}, second gate, {c}",
              "{s}, corner of Mill Road, {c}/{z}", "warehouse {b}, {s} {n}/{c}"],
    "de": ["{s} {n}, {z} {c}", "{s} {n}/{z} {c}", "{s} {n}, {x}, {z} {c}", "{z} {c}, {s} {n}", "{s} {n} ({x}) in {c}", "{x}, {s} {n}/{z} {c}",
           "Postfach {b}, {z} {c}"],
    "fr": ["{n}, {s}, {z} {c}", "{n} {s}/{z} {c}", "{n} bis, {s}, {x}, {z} {c}", "{x}, {n} {s} à {c}", "{n} {s}, {c}"],
    "es": ["{s}, {n}, {z} {c}", "{s} {n}, {x}, {z} {c}", "{s}, n.º {n}/{z} {c}", "{s} {n}, {c}"],
    "pl": ["{s} {n}/4, {z} {c}".replace("/4", " m. 4"), "{s} {n}, {z} {c}", "{s} {n}/{z} {c}"],
    "el": ["{s} {n}, {z} {c}", "{s} {n}, {c}", "{s} {n}/{c} {z}"], "ru": ["{z}, {c}, {s}, д. {n}", "{c}, {s}, {n}, офис {b}",
                 "{s}, д. {n}/{c}"],
    "ar": ["{s} {n}، {c}", "{c}، {s}، مبنى {n}", "{s} {n}/{c} {z}"], "zh-hans": ["{c}市{s}{n}号", "{c}市{s}{n}号3栋502室", "{c}{s}{n}号"],
    "ja": ["〒{z} {c}{s}{n}-2-1", "{c}{s}{n}丁目5-3", "{c}{s}{n}-8"], "hi": ["{n}, {s}, {c} {z}", "{s} {n}, {c}"],
}

# places that are described and not numbered
DIRECTIONS = {
    "en-us": ["the [yellow|brick] house opposite the [church|fire station] in {c}", "the [second|last] barn behind the [mill|old tannery], {c}",
              "[north|south] gate of the fairground, {c}", "the kiosk on platform [two|five], {c} Central",
              "[Hall C|the marquee] at the showground near {c}",
              "the farm at the end of {s}", "under the railway arches, {s}", "the staff entrance of the opera house, {c}",
              "St. Brigid's school kitchen, {c}", "the blue container on the quay, {c}", "the allotments past the water tower in {c}",
              "the [old|new] bus garage, {s}",
              "the chapel on the hill above {c}", "caravan park [by the lake|at the mouth of the river], {c}",
              "the loading bay between the library and the bank in {c}", "the lock keeper's cottage, {c}", "the top floor of the market hall, {c}",
              "the rowing club, left bank, {c}",
              "the sawmill two miles out of {c} on the coast road", "the cellar of the town hall, {c}"],
    "de": ["Hofladen hinter der Mühle in {c}", "Halle C am Messeplatz, {c}", "Haus gegenüber der Kirche, {c}", "Bühneneingang Oper {c}",
           "Bootshalle am linken Ufer, {c}", "Kantine im Rathauskeller, {c}", "Scheune am Ortsausgang von {c}", "{s}, Ecke Marktplatz"],
    "fr": ["la ferme au bout de la {s}", "le hangar derrière la gare de {c}", "l'entrée des artistes, opéra de {c}",
           "la maison jaune en face de l'église, {c}", "la péniche amarrée au quai, {c}"],
    "es": ["la nave detrás del molino, {c}", "la casa amarilla frente a la iglesia, {c}", "la entrada de servicio del teatro, {c}",
           "el quiosco del andén dos, {c}"],
}

MACHINES = {
    "en-us": ["Brewmaster 300", "Brewmaster 300 XL", "grinder G65", "milk frother MF-2", "label printer LP-4", "dishwasher GX-40", "fryer F8",
              "kitchen scale KW-2", "ice maker", "water boiler"],
    "de": ["Brewmaster 300", "Spülmaschine GX-40", "Kaffeemühle G65", "Waage KW-2"],
    "fr": ["Brewmaster 300", "friteuse F8", "balance KW-2", "machine à glaçons"], "es": ["Brewmaster 300", "freidora F8", "balanza KW-2"],
}
PARTS = {
    "en-us": ["door seal", "pump gasket", "AquaPure cartridge", "steam wand", "drip tray", "cooling fan", "safety valve 1/4\"", "power cord",
              "spring set", "heating element"],
    "de": ["Türdichtung", "Pumpendichtung", "Tropfschale", "Dampflanze", "Filterpatrone AquaPure"],
    "fr": ["joint de porte", "cartouche AquaPure", "bac d'égouttage"], "es": ["junta de puerta", "cartucho AquaPure", "válvula de seguridad"],
}
GOODS = {   # (products, quantities that go with them), by language
    "en-us": [
        (["espresso beans", "rye flour", "brown sugar", "green tea", "sea salt", "basmati rice"],
         ["{d} kg", "{d} kg", "{d} sacks", "1.5 t", "half a pallet", "500 g", "{d} bags"]),
        (["oat milk", "floor wax", "dish soap", "sunflower oil", "rinse aid"],
         ["{d} litres", "{d} crates", "{d} bottles", "{d} x", "500 ml", "two pallets", "20 l"]),
        (["descaling tablets", "baking paper", "paper cups", "nitrile gloves", "hand towels", "cable ties", "whiteboard markers", "toner TK-11",
          "wall brackets M8", "hinges", "aprons"], ["{d} boxes", "{d} packs", "{d} x", "{d}x", "two pallets", "a dozen", "{d}", "{d} sets", "four",
              "{d} cartons", "{d} pcs"]),
        (["thermal rolls", "cling film", "bin liners"], ["{d} rolls", "{d} boxes", "{d}", "a dozen"]),
        (["door seals", "AquaPure cartridges", "filter baskets", "drip trays", "LED panels", "cooling fans", "chafing dishes", "sack trucks",
          "Brewmaster 300"], ["{d}", "{d} x", "three", "{d} pcs", "two", "{d}x", "four"])],
    "de": [
        (["Espressobohnen", "Roggenmehl Type 997", "Rohrzucker"], ["{d} kg", "{d} Säcke", "1,5 t", "{d} kg"]),
           (["Hafermilch", "Spülmittel", "Klarspüler"], ["{d} Liter", "{d} Kisten", "{d} Flaschen", "20 l"]),
        (["Entkalkungstabletten", "Thermorollen", "Toner TK-11", "Einweghandschuhe", "Schrauben M8", "Wasserfilter AquaPure", "LED-Panels",
          "Brewmaster 300"], ["{d} Stück", "{d} Kartons", "{d} x", "zwei Paletten", "{d}", "{d} Packungen", "ein Dutzend"])],
    "fr": [(["café en grains", "farine de seigle", "sucre roux"], ["{d} kg de", "deux palettes de", "{d} sacs de"]),
           (["pastilles détartrantes", "rouleaux thermiques", "gants nitrile", "gobelets en carton"],
            ["{d} cartons de", "{d}", "une douzaine de", "{d} x", "{d} paquets de"])],
    "es": [(["café en grano", "harina de centeno"], ["{d} kg de", "dos palés de", "{d} sacos de"]),
           (["pastillas descalcificadoras", "rollos térmicos", "guantes de nitrilo", "vasos de papel"],
            ["{d} cajas de", "{d}", "una docena de", "{d} paquetes de"])],
    "pl": [(["mąki żytniej", "kawy ziarnistej", "cukru"], ["{d} kg", "{d} worków"]),
           (["tabletek odkamieniających", "rękawic nitrylowych", "kubków"], ["{d} szt.", "{d} opak.", "10 paczek"])],
    "el": [(["αλεύρι σίκαλης", "κόκκους εσπρέσο", "ζάχαρη"], ["{d} κιλά", "{d} σακιά"]),
           (["ταμπλέτες αφαλάτωσης", "χάρτινα ποτήρια", "Brewmaster 300"], ["{d}", "{d} κιβώτια"])],
    "ru": [(["ржаной муки", "кофе в зёрнах", "сахара"], ["{d} кг", "{d} мешков"]),
           (["бумажных стаканов", "фильтров AquaPure", "перчаток"], ["{d} коробок", "{d} шт.", "{d} упаковок"])],
    "ar": [(["دقيق الشعير", "حبوب البن", "السكر"], ["{d} كغ", "{d} أكياس"]), (["أكواب ورقية", "قفازات", "Brewmaster 300"], ["{d} صناديق", "{d}"])],
    "zh-hans": [(["咖啡豆", "黑麦面粉", "白糖"], ["{d}公斤", "{d}袋"]), (["纸杯", "热敏纸", "净水滤芯"], ["{d}箱", "三箱", "{d}包"])],
    "ja": [(["コーヒー豆", "ライ麦粉", "砂糖"], ["{d}キロ", "{d}袋"]), (["紙コップ", "レジロール", "手袋"], ["{d}箱", "{d}個"])],
    "hi": [(["कॉफ़ी बीन्स", "राई का आटा", "चीनी"], ["{d} किलो", "{d} बोरी"]), (["काग़ज़ के कप", "दस्ताने"], ["{d} पेटी", "{d} पैकेट"])],
}
PAST = {"en-us": ["{d} {m}", "{m} {d}", "{d}/{k}/2026", "Monday", "Tuesday", "the {o}", "2026-{kk}-{dd}"],
        "de": ["{d}. {m}", "{d}.{k}.", "{d}.{k}.2026"], "fr": ["{d} {m}", "{d}/{kk}/2026"], "es": ["{d} de {m}", "{d}/{k}/2026"],
        "pl": ["{d} {m}", "{d}.{kk}.2026"], "el": ["{d} {m}", "{d}/{k}/2026"], "ru": ["{d} {m}", "{d}.{kk}.2026"], "ar": ["{d} {m}", "{d}/{k}/2026"],
        "zh-hans": ["{k}月{d}日", "上周二"], "ja": ["{k}月{d}日"], "hi": ["{d} {m}", "{d}/{k}/2026"]}
MONTHS = {
    "en-us": ["January", "Feb", "March", "April", "May", "June", "Sept", "October", "Nov"], "de": ["Januar", "März", "Mai", "Juni", "September"],
    "fr": ["janvier", "mars", "mai", "juin", "septembre"], "es": ["enero", "marzo", "mayo", "junio"], "pl": ["stycznia", "marca", "maja"],
    "el": ["Ιανουαρίου", "Μαρτίου", "Μαΐου"], "ru": ["января", "марта", "мая", "июня"], "ar": ["يناير", "مارس", "مايو"],
    "hi": ["जनवरी", "मार्च", "मई"],
}
DATES = {
    "en-us": ["{d} {m}", "{m} {d}", "{d} {m} 2026", "{d}/{k}/2026", "2026-{kk}-{dd}", "next Tuesday", "Friday", "tomorrow", "{o} of {m}",
              "Monday, {d} {m}", "end of {m}", "{k}/{d}"], "de": ["{d}. {m}", "{d}.{k}.2026", "{d}.{k}.", "nächsten Dienstag", "Freitag", "morgen",
                  "KW {d}"], "fr": ["{d} {m}", "{d}/{kk}/2026", "mardi prochain", "vendredi", "demain"],
    "es": ["{d} de {m}", "{d}/{k}/2026", "el próximo martes", "viernes", "mañana"], "pl": ["{d} {m}", "{d}.{kk}.2026", "piątek"],
    "el": ["{d} {m}", "{d}/{k}/2026", "Παρασκευή"], "ru": ["{d} {m}", "{d}.{kk}.2026", "пятнице"],
    "ar": ["{d} {m}", "{d}/{k}/2026", "يوم الجمعة"], "zh-hans": ["{k}月{d}日", "下周二", "2026年{k}月{d}日"], "ja": ["{k}月{d}日", "来週の火曜日"],
    "hi": ["{d} {m}", "शुक्रवार", "{d}/{k}/2026"],
}
ORDER_NUMBERS = ["SO-{e}", "PO {f}-{g}", "A/2026/{f}", "{e}", "TS{e}", "WO-{f}", "{f}.{g}", "2026-{e}", "so{e}"]
PHONES = {
    "en-us": ["020 7946 0{t}", "(555) 01{h}-{g}", "555-01{h}", "+44 20 7946 0{t}", "+1 555 01{h} {g}", "ext. {t}"],
    "de": ["+49 40 5550{t}", "040 / 555 0{t}", "0151-555{g}", "0421 555{t}0"],
    "fr": ["01 99 00 {h} {h}", "+33 1 99 00 {h} {h}", "06.39.98.{h}.{h}"], "es": ["+34 600 000 {t}", "91 000 {h} {h}"],
}
AMOUNTS = {"en-us": ["€{f}", "£{f}.50", "$1,{t}", "{f} EUR", "€1,{t}.00", "{f} euros", "£{h}", "USD {f}.00"],
           "de": ["{f} €", "1.{t},00 €", "{f},90 EUR", "{f} Euro", "{h},- €"], "fr": ["{f} €", "1 {t},00 €", "{f} euros HT"],
           "es": ["{f} €", "1.{t},00 €", "{f} euros"], "zh-hans": ["{f}元", "¥{f}"], "ja": ["{f}0円", "¥{f},000"], "hi": ["₹{f}", "{f} रुपये"],
           "ar": ["{f} دينار", "{f} €"], "ru": ["{f} €", "{f}0 руб."]}
