/** A name in Arabic and as it is written in Latin letters. */
export interface Name {
  readonly ar: string;
  readonly en: string;
}

function names(list: string): readonly Name[] {
  return list.trim().split(/\s*;\s*/).map((pair) => {
    const [ar = '', en = ''] = pair.split('|');
    return { ar, en };
  });
}

export const MALE_NAMES = names(`محمد|Mohammed;عبدالله|Abdullah;أحمد|Ahmed;فهد|Fahad;خالد|Khalid;سعود|Saud;عبدالعزيز|Abdulaziz;
عبدالرحمن|Abdulrahman;سلطان|Sultan;تركي|Turki;فيصل|Faisal;سعد|Saad;ناصر|Nasser;صالح|Saleh;علي|Ali;حسن|Hassan;حسين|Hussain;
إبراهيم|Ibrahim;يوسف|Yousef;عمر|Omar;بندر|Bandar;ماجد|Majed;نايف|Nayef;مشعل|Mishal;طلال|Talal;وليد|Waleed;هاني|Hani;
سامي|Sami;ياسر|Yasser;زياد|Ziyad;راشد|Rashid;حمد|Hamad;سليمان|Sulaiman;عثمان|Othman;بدر|Badr;مساعد|Musaed;منصور|Mansour;
عادل|Adel;طارق|Tariq;أنس|Anas;معاذ|Moath;أسامة|Osama;حمزة|Hamza;عبدالمجيد|Abdulmajeed;عبدالإله|Abdulelah;ريان|Rayan;
مهند|Muhannad;جابر|Jaber;حاتم|Hatem;رائد|Raed;سلمان|Salman;شاكر|Shaker;عبدالكريم|Abdulkareem;عبداللطيف|Abdullatif;
فواز|Fawaz;متعب|Mutaib;مازن|Mazen;هشام|Hisham;يحيى|Yahya;عايض|Ayedh;غازي|Ghazi;ثامر|Thamer`);

export const FEMALE_NAMES = names(`نورة|Noura;سارة|Sarah;فاطمة|Fatimah;عائشة|Aishah;مريم|Maryam;هند|Hind;ريم|Reem;لطيفة|Latifah;
منيرة|Munirah;حصة|Hessah;مها|Maha;أمل|Amal;هدى|Huda;العنود|Alanoud;جواهر|Jawaher;موضي|Moudi;شيخة|Shaikhah;دانة|Danah;
لمى|Lama;غادة|Ghadah;أسماء|Asma;خديجة|Khadijah;زينب|Zainab;رقية|Ruqayyah;سمية|Sumayyah;عبير|Abeer;وفاء|Wafa;منى|Mona;
نوف|Nouf;رهف|Rahaf;شهد|Shahad;جود|Joud;لين|Leen;ليان|Layan;تالا|Tala;رغد|Raghad;بشرى|Bushra;إيمان|Eman;إيناس|Enas;
ابتسام|Ibtisam;بدرية|Badriyah;جميلة|Jamilah;حنان|Hanan;دلال|Dalal;رنا|Rana;سلوى|Salwa;عهود|Ohoud;غلا|Ghala;فوزية|Fawziyah;
مشاعل|Mashael;نجلاء|Najla;هيفاء|Haifa`);

export const SAUDI_FAMILIES = names(`القحطاني|Al-Qahtani;الغامدي|Al-Ghamdi;الزهراني|Al-Zahrani;العتيبي|Al-Otaibi;الحربي|Al-Harbi;
المطيري|Al-Mutairi;الدوسري|Al-Dosari;الشهري|Al-Shehri;العسيري|Al-Asiri;الشمري|Al-Shammari;العنزي|Al-Anazi;السبيعي|Al-Subaie;
المالكي|Al-Malki;البقمي|Al-Buqami;الجهني|Al-Juhani;البلوي|Al-Balawi;الرشيدي|Al-Rashidi;السلمي|Al-Sulami;الثقفي|Al-Thaqafi;
الحازمي|Al-Hazmi;الصبحي|Al-Subhi;الأحمدي|Al-Ahmadi;العمري|Al-Omari;الخالدي|Al-Khalidi;الهاجري|Al-Hajri;العجمي|Al-Ajmi;
اليامي|Al-Yami;آل سالم|Al Salem;الوادعي|Al-Wadai;الفيفي|Al-Faifi;الحكمي|Al-Hakami;النعمي|Al-Nami;الجيزاني|Al-Jizani;
الخثعمي|Al-Khathami;الأكلبي|Al-Aklubi;الشهراني|Al-Shahrani;البيشي|Al-Bishi;الحارثي|Al-Harthi;الطويرقي|Al-Tuwairqi;
القرني|Al-Qarni;البارقي|Al-Bariqi;السعدي|Al-Saadi;التميمي|Al-Tamimi;السديري|Al-Sudairi;المهنا|Al-Muhanna;العقيل|Al-Aqeel;
الفوزان|Al-Fawzan;الراجح|Al-Rajeh;السويلم|Al-Suwailem;الربيعان|Al-Rubaian;الصالحي|Al-Salhi;المحيميد|Al-Muhaimeed;
الجربوع|Al-Jarboa;الشايع|Al-Shaya;الحميد|Al-Humaid;العيسى|Al-Eisa;المزيني|Al-Muzaini;الدخيل|Al-Dakheel;السليم|Al-Sulaim;
الرويلي|Al-Ruwaili;الشراري|Al-Sharari;العطوي|Al-Atawi`);

/** Given names of residents from Arab countries outside the Gulf. */
export const ARAB_MALE_NAMES = names(`محمد|Mohamed;أحمد|Ahmed;محمود|Mahmoud;مصطفى|Mostafa;خالد|Khaled;حسن|Hassan;حسين|Hussein;
إبراهيم|Ibrahim;يوسف|Youssef;عمر|Omar;وليد|Walid;هاني|Hany;سامي|Sami;ياسر|Yasser;طارق|Tarek;عادل|Adel;أيمن|Ayman;أشرف|Ashraf;
كريم|Karim;شريف|Sherif;عماد|Emad;حاتم|Hatem;أسامة|Osama;معتز|Moataz;بلال|Bilal;زكريا|Zakaria;إسماعيل|Ismail;عبدالرحيم|Abdelrahim;
الصادق|Elsadig;معاوية|Muawiya`);

export const ARAB_FEMALE_NAMES = names(`فاطمة|Fatma;مريم|Mariam;منى|Mona;هدى|Hoda;أمل|Amal;إيمان|Eman;نهى|Noha;دعاء|Doaa;رانيا|Rania;
هبة|Heba;سلمى|Salma;ياسمين|Yasmine;آية|Aya;نور|Nour;زينب|Zeinab;خديجة|Khadija;إسراء|Israa;شيماء|Shaimaa;رحاب|Rehab;حنين|Haneen;
لينا|Lina;ندى|Nada;سمر|Samar;عبير|Abeer`);

/** Family names of residents from Arab countries. */
export const ARAB_FAMILIES = names(`الشامي|El-Shami;المصري|El-Masri;السيد|El-Sayed;عبد الفتاح|Abdelfattah;الحاج|El-Haj;البشير|El-Bashir;
الطيب|El-Tayeb;الصنعاني|Al-Sanaani;الحضرمي|Al-Hadrami;باوزير|Bawazir;العمودي|Al-Amoudi;الحلبي|Al-Halabi;الدمشقي|Al-Dimashqi;
النابلسي|Al-Nabulsi;الخطيب|Al-Khatib;عبيدات|Obeidat;الزعبي|Al-Zoubi;منصور|Mansour;سليمان|Suleiman;رمضان|Ramadan;عثمان|Osman;
شعبان|Shaaban;الجمال|El-Gammal;النور|El-Nour`);

export const SOUTH_ASIAN_MALE_NAMES = names(`عمران|Imran;رفيق|Rafiq;شهيد|Shahid;نديم|Nadeem;جاويد|Javed;سليم|Saleem;أنور|Anwar;
رياض|Riaz;زاهد|Zahid;كمال|Kamal;فاروق|Farooq;إقبال|Iqbal;طاهر|Tahir;ساجد|Sajid;عارف|Arif;نصير|Naseer;بلال|Bilal;حبيب|Habib;
مجيب|Mujeeb;شفيق|Shafiq`);

export const SOUTH_ASIAN_FEMALE_NAMES = names(`عائشة|Ayesha;صائمة|Saima;نازية|Nazia;رخسانة|Rukhsana;شبانة|Shabana;فرحت|Farhat;
سميرة|Samira;ياسمين|Yasmin;نسرين|Nasreen;طاهرة|Tahira;رابعة|Rabia;شازية|Shazia;ثناء|Sana;عذراء|Azra`);

export const SOUTH_ASIAN_FAMILIES = names(`خان|Khan;أحمد|Ahmad;حسين|Hussain;شيخ|Sheikh;مالك|Malik;قريشي|Qureshi;صديقي|Siddiqui;
أنصاري|Ansari;تشودري|Chowdhury;رحمن|Rahman;إسلام|Islam;مياه|Miah;بيغ|Baig;ميرزا|Mirza;علوي|Alvi;كويا|Koya;بشير|Basheer;
عباسي|Abbasi`);
