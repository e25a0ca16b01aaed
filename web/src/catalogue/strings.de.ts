// Die Wörter der Seite auf Deutsch, Tafel für Tafel wie in strings.ts; was dort dazukommt, verlangt der Übersetzer von
// TypeScript auch hier. Geladen wird sie nur, wenn sie gebraucht wird (language.ts).
import type { MeasuredReport } from "../protocol/measured.js";
import type { Tables } from "./tables.js";

function satz(grund: string): string {
  return /[.!?]$/.test(grund) ? grund : `${grund}.`;
}

function gezaehlt(zahl: number, eins: string, viele: string): string {
  return `${zahl} ${zahl === 1 ? eins : viele}`;
}

function saetze(...teile: string[]): string {
  return teile.filter((teil) => teil !== "").join(" ");
}

export const german: Tables = {
  settingText: {
    system: {
      label: "System",
      help: "Was sich bewegt. Die Wahl lädt das veröffentlichte Experiment.",
    },
    systemParameters: { label: "Parameter", help: "Konstanten der Energie des Systems." },
    model: { label: "Modell", help: "Welches Netz. Diese Seite trainiert sie nebeneinander." },
    field: {
      label: "Feld des HNN",
      help: "Wie das Vektorfeld aus dem Gradienten des Netzes entsteht: solenoidal erhält die gelernte Energie, konservativ folgt dem Gradienten, beides addiert die zwei (Helmholtz-Zerlegung).",
    },
    activation: {
      label: "Aktivierung",
      help: "Die gekrümmte Funktion, die jedes verborgene Neuron auf seine Summe anwendet; ohne sie könnte das Netz nur Geraden lernen.",
    },
    hidden: {
      label: "Verborgene Schichten",
      help: "Breite jeder verborgenen Schicht, durch Kommas getrennt: 200, 200 sind zwei Schichten zu 200.",
    },
    initialisation: {
      label: "Anfangsgewichte",
      help: "Wie die Gewichte vor dem Training ausgelost werden. Xavier passt ihre Streuung der Breite der Schichten an; orthogonal dreht jede Schicht ihre Eingabe, ohne sie zu strecken.",
    },
    outputBias: {
      label: "Bias der letzten Schicht",
      help: "Die Netze der Veröffentlichung haben keinen.",
    },
    angles: {
      label: "Winkel gehen ein als",
      help: "Winkel, die sich um eine ganze Drehung unterscheiden, sind ein Ort. Schlicht: wie sie sind; gefaltet: in −π … π, mit einem Sprung; cos, sin: zwei Zahlen ohne Sprung. Auto: cos, sin für das Lagrange-Netz, schlicht für alle anderen.",
    },
    kineticPrior: {
      label: "Kinetischer Ansatz (LNN)",
      help: "Das Lagrange-Netz lernt, was dem Sovielfachen von |q̇|²/2 fehlt: Dann beginnt die Massenmatrix nahe der Einheitsmatrix und nicht nahe null.",
    },
    massRegularisation: {
      label: "Regularisierung ε der Massen (LNN)",
      help: "Beschleunigungen entstehen aus der Division durch die gelernte Massenmatrix. Durch jedes Pivot m wird als m/(m² + ε²) geteilt, damit keines unter ε sie unendlich macht; 0 teilt durch m selbst.",
    },
    seed: {
      label: "Startzahl",
      help: "Legt Daten und Anfangsgewichte fest. Dieselbe Startzahl ergibt in jedem Browser denselben Lauf, bis aufs letzte Bit.",
    },
    coordinates: {
      label: "Koordinaten",
      help: "Was ein Zustand außer dem Ort enthält: den kanonischen Impuls p, wie ihn Hamiltons Gleichungen brauchen, oder die Geschwindigkeit, wie eine Kamera sie sieht. Das Lagrange-Netz braucht Geschwindigkeiten; kein anderes Netz hat mit ihnen ein Gesetz, auf das es bauen kann.",
    },
    samples: {
      label: "Punkte aus",
      help: "Aufgezeichneten Bewegungen, oder einem quadratischen Gitter von Zuständen im ganzen Porträt.",
    },
    trajectories: {
      label: "Trajektorien",
      help: "Wie viele aufgezeichnete Bewegungen die Daten enthalten.",
    },
    points: {
      label: "Punkte je Trajektorie",
      help: "In gleichen Zeitabständen. Eines Gitters: Zustände entlang jeder Seite.",
    },
    duration: {
      label: "Länge einer Trajektorie",
      help: "Zeitspanne jeder aufgezeichneten Bewegung, in Sekunden, wo das System Einheiten hat.",
    },
    noise: {
      label: "Rauschen σ",
      help: "Standardabweichung des Messrauschens auf Orten und Impulsen.",
    },
    trainFraction: {
      label: "Anteil fürs Training",
      help: "Ganze Trajektorien werden abgeteilt; der Rest prüft das Gelernte. Bei Messdaten der zeitlich erste Teil jeder Aufzeichnung.",
    },
    derivative: {
      label: "Ableitungen von Messdaten",
      help: "Wie Änderungsraten geschätzt werden, wo die Daten keine enthalten. Vorwärts: Differenz zum nächsten Punkt, wie veröffentlicht. Zentral: Parabel durch drei Punkte. Glatt: beste Parabel durch fünf, für verrauschte Daten.",
    },
    loss: {
      label: "Verlust",
      help: "Zeitableitungen vergleichen, oder einen Runge-Kutta-Schritt mit dem nächsten Punkt.",
    },
    lossNorm: {
      label: "Norm des Verlusts",
      help: "Wie Fehler zählen: mit ihrem Quadrat (wie veröffentlicht; L2), mit ihrer Größe (L1), oder klein als Quadrat und groß mit ihrer Größe (Huber), damit nicht wenige große herrschen.",
    },
    learningRate: {
      label: "Lernrate",
      help: "Schrittweite von Adam; die größte, wo ein Zeitplan sie ändert. Veröffentlicht ist 0.001.",
    },
    schedule: {
      label: "Zeitplan der Lernrate",
      help: "Wie sich die Lernrate im Lauf ändert. Ein Zyklus steigt 30 % der Schritte lang und fällt dann fast auf null; Kosinus fällt von Anfang an. Mit beiden beginnt eine andere Zahl von Schritten einen neuen Lauf.",
    },
    weightDecay: { label: "Gewichtsabnahme", help: "Zieht die Gewichte gegen null." },
    decoupledWeightDecay: {
      label: "Entkoppelte Abnahme (AdamW)",
      help: "Aus: zum Gradienten addiert, wie veröffentlicht. An: direkt auf die Gewichte angewandt.",
    },
    batchSize: {
      label: "Stapelgröße",
      help: "Punkte je Schritt; 0 nimmt in jedem Schritt alle Trainingsdaten.",
    },
    steps: {
      label: "Schritte",
      help: "Gradientenschritte bis zum Ende des Laufs. Eine Änderung behält den Lauf, außer die Lernrate folgt einem Zeitplan.",
    },
    sampling: {
      label: "Auslosung",
      help: "Wie die verborgenen Neuronen eines sofort gelösten Netzes gezogen werden: zwischen Paaren von Datenpunkten, mehr, wo sich die Energie schnell ändert, oder frei.",
    },
    cutoff: {
      label: "Abschneidegrenze",
      help: "Lässt weg, was zur Lösung eines sofort gelösten Netzes weniger als diesen Anteil beiträgt, damit kein Rauschen angepasst wird. 0 wählt sie an zurückgehaltenen Trainingsdaten.",
    },
  },
  viewText: {
    x0: { label: "Anfang", help: "Wo die gezeigten Trajektorien beginnen." },
    rolloutDuration: { label: "Gezeigte Zeit", help: "Zeitspanne der gezeigten Trajektorien." },
    integrator: {
      label: "Integrator",
      help: "Löst die Bewegungsgleichungen von Wahrheit und Netzen gleichermaßen.",
    },
    stepSize: { label: "Zeitschritt", help: "Der Integratoren mit festem Schritt." },
    injection: {
      label: "Energie zu- oder abführen",
      help: "Eine Zeit lang, entlang der gezeigten Trajektorien.",
    },
    injectionStart: { label: "Ab t", help: "Wann es beginnt." },
    injectionDuration: { label: "Dauer", help: "Wie lange es dauert." },
    injectionRate: {
      label: "Rate",
      help: "Positiv führt Energie zu, negativ ab: Sie ändert sich mit dieser Rate mal dem Quadrat der Länge von ∇H.",
    },
    friction: {
      label: "Reibung",
      help: "Ein Faktor auf die wahre Reibung und auf die, die ein dissipatives Netz gelernt hat: 1 wie sie ist, 0 ohne. Die anderen Netze können sie nicht vom Rest der Bewegung unterscheiden.",
    },
    part: {
      label: "Teil des Feldes",
      help: "Der Wahrheit und eines dissipativen Netzes: das ganze Feld, was die Energie erhält, oder was die Reibung tut.",
    },
    overlay: {
      label: "Bild hinter den Trajektorien",
      help: "Wessen Feld im Phasenporträt gezeichnet wird.",
    },
    energyKind: {
      label: "Gezeigte Energie",
      help: "Gesamte, kinetische oder potentielle Energie nach dem wahren Gesetz, oder die Energie, die jedes Netz gelernt hat, so verschoben, dass sie beim wahren Wert beginnt.",
    },
    speed: { label: "Tempo", help: "Der Animation; 1 ist Echtzeit in der Einheit des Systems." },
    theme: {
      label: "Farben",
      help: "Hell, dunkel, wie das Gerät es wünscht, oder für einen Projektor: groß und kontrastreich.",
    },
    contestants: {
      label: "Netze",
      help: "Welche Netze teilnehmen: HNN und einfaches Netz immer.",
    },
    solvedWidth: {
      label: "Verborgene Neuronen, gelöst",
      help: "Breite der einen verborgenen Schicht der sofort gelösten Netze. Die Zeit wächst mit ihrem Quadrat, und mit der dritten Potenz, wo Daten knapp sind.",
    },
    view: {
      label: "Ansicht",
      help: "Was die Seite zeigt: Labor, Bahnen, Chaos oder Umkehrbarkeit.",
    },
    lesson: { label: "Lektion", help: "Der Führung; 0: keine ist offen." },
    language: {
      label: "Sprache",
      help: "Der Seite. Das Gelernte bleibt erhalten; eingebettete Labore nehmen die Sprache des ersten.",
    },
  },
  guestText: {
    "second-order": {
      label: "Netz zweiter Ordnung",
      help: "Ein weiteres Netz zwischen den beiden: Ihm wird gesagt, dass sich Orte mit Impuls durch Masse ändern, und es lernt nur die Kraft. Es kennt Newtons Gesetz und nichts von Energie.",
      lead: "eines von einem Netz, das Newtons Gesetz kennt",
    },
    "dissipative-hnn": {
      label: "Dissipatives HNN",
      help: "Zwei Netze in einem: H, dessen um einen rechten Winkel gedrehter Gradient die Energie erhält, und D, dessen Gradient sie nimmt (Helmholtz-Zerlegung). So wird die Reibung für sich gelernt und lässt sich danach ändern.",
      lead: "eines von einem dissipativen HNN, das die Reibung getrennt von der Energie lernt",
    },
    lnn: {
      label: "Lagrange-Netz",
      help: "Lernt L(q, q̇) und findet die Beschleunigungen aus der Euler-Lagrange-Gleichung: Eine Energie bleibt erhalten, ganz ohne Impulse. Es braucht glatte Aktivierungen; wo die anderen ReLU, ELU oder SELU haben, hat es Swish.",
      lead: "eines von einem Lagrange-Netz (LNN), das keine Impulse braucht",
    },
  },
  widgetText: {
    start: (system) => `HNN Lab starten: ${system}`,
    startShort: (system) => system,
    unknownParts: (attribute, given, known) =>
      `${attribute} nennt keinen Teil „${given}“. Die Teile sind: ${known}.`,
  },
  pinText: {
    title: "Angeheftete Läufe",
    pin: "Diesen Lauf anheften",
    pinHelp: "Behält Kurven, Bahnen und Zahlen dieses Laufs neben denen des nächsten",
    help: (most) =>
      `Einen Lauf anheften, etwas ändern, wieder trainieren: Blasse Linien zeigen den angehefteten in jedem Diagramm. Bis zu ${most}; der älteste geht.`,
    published: "veröffentlichte Einstellungen",
    name: (number) => `Name des angehefteten Laufs ${number}`,
    shown: "in den Bildern",
    unpin: "Lösen",
    unpinned: "Der Lauf ist nicht mehr angeheftet.",
    network: "Netz",
    table: (name) => `Zahlen von ${name}`,
    compared: (old, now, change) =>
      change === "" ? `${old} (jetzt ${now})` : `${old} (jetzt ${now}, ${change})`,
    steps: (steps) => `${steps} Schritte`,
    otherStart:
      "Seine Bahnen haben einen anderen Start, eine andere Dauer oder ein anderes Verfahren als die jetzigen.",
    left: (name) => `Um Platz zu machen, ist „${name}“ nicht mehr angeheftet.`,
    elsewhere: (count) =>
      `Bei anderen Systemen angeheftet: ${count}. Sie kommen mit ihrem System wieder.`,
  },
  frameText: {
    unknownType: (given, known) => `„${given}“ ist keine Nachricht von HNN Lab. Es gibt: ${known}.`,
    badLink: (given, most) =>
      `link muss ein Text von höchstens ${most} Zeichen sein, wie in der Adresse der Seite; war ${given}.`,
  },
  shareText: {
    open: "Teilen",
    title: "Dieses Experiment teilen",
    link: "Link zu allem, was eingestellt und gezeigt ist",
    embed: "In eine Seite oder Folie einbetten",
    as: "Als",
    kind: { element: "Element <hnn-lab>", frame: "Rahmen <iframe>" },
    width: "Breite",
    height: "Höhe",
    code: "Code zum Einfügen in eine Seite",
    copyCode: "Code kopieren",
    codeCopied: "Der Code ist kopiert.",
    tensors: "Die Netze, für PyTorch",
    tensorsHelp:
      "Safetensors enthalten dasselbe wie die Dateien der Sichern-Knöpfe und lassen sich hier wieder laden. In der Dokumentation stehen einige Zeilen, die sie in PyTorch lesen.",
    saveTensors: (who) => `${who} als Safetensors sichern`,
    noNetworks: "Noch hat kein Netz etwas gelernt.",
    data: "Die Daten, aus denen sie lernen",
    dataHelp:
      "Zeit, Zustände, Ableitungen, Bahnen, und welche Messpunkte zurückgehalten sind. Alle drei lassen sich hier wieder laden, als eigene Daten.",
    saveData: (format) => `Daten als ${format} sichern`,
    qr: "Für ein Publikum",
    qrAlt: (address) => `QR-Code von ${address}`,
    saveQr: "QR-Code sichern",
    close: "Schließen",
  },
  tourText: {
    open: "Lektionen",
    openHelp: "Sieben kurze Lektionen, jede mit einem Experiment und einer Frage",
    count: (number, all) => `Lektion ${number} von ${all}`,
    done: "beantwortet",
    close: "Schließen",
    closeHelp: "Zurück zum eigenen Experiment",
    begin: "Experiment aufbauen",
    beginHelp:
      "Lädt die Einstellungen dieser Lektion; das eigene Experiment kommt wieder, wenn die Führung geschlossen wird",
    previous: "Zurück",
    next: "Weiter",
    tryFirst:
      "Noch ist nichts gemessen: Experiment aufbauen, Trainieren drücken und das Ende abwarten.",
    right: "Ja.",
    wrong: "Nicht in diesem Lauf.",
    back: "Die Führung ist geschlossen; das eigene Experiment ist wieder da.",
  },
  viewNameText: {
    lab: {
      label: "Labor",
      help: "Trainieren und Bewegung, Phasenporträt, Energie und Verlust vergleichen.",
      lead: "",
    },
    orbits: {
      label: "Bahnen",
      help: "Große Bilder der Bahnen, mit kinetischer, potentieller und gesamter Energie.",
      lead: "Derselbe Anfang, nebeneinander verfolgt: die Bahnen, und wie kinetische und potentielle Energie die Plätze tauschen, während ihre Summe bleibt oder nicht.",
    },
    chaos: {
      label: "Chaos",
      help: "Poincaré-Schnitte und Lyapunov-Exponenten: Hat das Netz Ordnung und Chaos gelernt?",
      lead: "Wo Bahnen eine Ebene kreuzen, hinterlässt Ordnung Kurven und Chaos Wolken. Zeichnet ein Netz, das den Schnitt nie gesehen hat, dasselbe Bild?",
    },
    reversal: {
      label: "Umkehrbarkeit",
      help: "Hin und wieder zurück: Wer findet den Weg zum Anfang?",
      lead: "Hamiltons Gleichungen laufen rückwärts wie vorwärts. Der Bewegung hinaus und wieder zurück folgen und sehen, wer am Anfang ankommt.",
    },
  },
  systemGroupText: { plane: "Ein Freiheitsgrad", more: "Bahnen und Chaos" },
  systemText: {
    spring: {
      label: "Masse an einer Feder",
      short: "Feder",
      noun: "Masse an einer Feder",
      plural: "Massen an Federn",
      help: "Eine Masse schwingt an einer Feder; das einfachste System.",
    },
    pendulum: {
      label: "Pendel",
      short: "Pendel",
      noun: "Pendel",
      plural: "Pendel",
      help: "Ein Gewicht an einer starren Stange, weit genug ausgelenkt, um den Sinus zu spüren.",
    },
    "two-body": {
      label: "Zwei Körper",
      short: "zwei Körper",
      noun: "Körperpaar",
      plural: "Körperpaare",
      help: "Zwei Massen ziehen einander an und umkreisen ihre gemeinsame Mitte.",
    },
    "three-body": {
      label: "Drei Körper",
      short: "drei Körper",
      noun: "Körpertrio",
      plural: "Körpertrios",
      help: "Drei Massen ziehen einander an; kleine Unterschiede wachsen schnell.",
    },
    kepler: {
      label: "Keplers Planet",
      short: "Planet",
      noun: "Planet",
      plural: "Planeten",
      help: "Ein Planet auf seiner Ellipse um eine feste Sonne.",
    },
    "henon-heiles": {
      label: "Hénon–Heiles",
      short: "Stern",
      noun: "Stern in einer Galaxie",
      plural: "Sterne in einer Galaxie",
      help: "Ein Stern in der Ebene einer Galaxie: reguläre Bahnen bei kleiner Energie, Chaos, wenn sie sich 1/6 nähert.",
    },
    "double-pendulum": {
      label: "Doppelpendel",
      short: "Doppelpendel",
      noun: "Doppelpendel",
      plural: "Doppelpendel",
      help: "Ein Pendel, das an einem anderen hängt; weit ausgelenkt ist es chaotisch.",
    },
    "damped-pendulum": {
      label: "Pendel mit Reibung",
      short: "gedämpftes Pendel",
      noun: "Pendel mit Reibung",
      plural: "Pendel mit Reibung",
      help: "Ein Pendel, das Energie verliert. Ein Netz, dessen Energie sich nicht ändern kann, folgt ihm nicht zur Ruhe.",
    },
    "damped-spring": {
      label: "Feder mit Reibung",
      short: "gedämpfte Feder",
      noun: "Feder mit Reibung",
      plural: "Massen an Federn mit Reibung",
      help: "Eine Masse an einer Feder, die nach einem Schwung oder zweien zur Ruhe kommt.",
    },
    "relativistic-particle": {
      label: "Relativistisches Teilchen",
      short: "schnelles Teilchen",
      noun: "relativistisches Teilchen",
      plural: "relativistische Teilchen",
      help: "Ein Teilchen, das immerzu fällt und sich der Lichtgeschwindigkeit nähert. Mit Geschwindigkeiten beschrieben hat es keine Hamiltonfunktion.",
    },
    "spherical-pendulum": {
      label: "Sphärisches Pendel",
      short: "sphärisches Pendel",
      noun: "sphärisches Pendel",
      plural: "sphärische Pendel",
      help: "Ein Pendel, das in alle Richtungen schwingt: Seine Ellipse dreht sich langsam.",
    },
    "cart-pole": {
      label: "Stab am Wagen",
      short: "Wagen und Stab",
      noun: "Stab am Wagen",
      plural: "Stäbe an Wagen",
      help: "Ein Stab hängt an einem Wagen, der frei rollt: Jeder bewegt den anderen.",
    },
    duffing: {
      label: "Duffings Doppelmulde",
      short: "Doppelmulde",
      noun: "Masse in einer Doppelmulde",
      plural: "Massen in Doppelmulden",
      help: "Eine Masse zwischen zwei Tälern, mit einem Rücken in der Mitte.",
    },
    measured: {
      label: "Eigene Daten",
      short: "Aufzeichnung",
      noun: "Aufzeichnung",
      plural: "Aufzeichnungen",
      help: "Selbst Gemessenes statt einer berechneten Bewegung.",
    },
  },
  parameterText: {
    springConstant: "Federkonstante",
    stiffness: "Federkonstante",
    mass: "Masse",
    mass1: "Masse 1",
    mass2: "Masse 2",
    length: "Länge der Stange",
    gravity: "Schwerebeschleunigung",
    gravitationalConstant: "Gravitationskonstante",
    mass3: "Masse 3",
    length1: "Länge der ersten Stange",
    length2: "Länge der zweiten Stange",
    friction: "Reibung",
    cartMass: "Masse des Wagens",
    poleMass: "Masse des Stabs",
    attraction: "Anziehung der Sonne",
    alpha: "Höhe des Rückens",
    beta: "Steilheit der Wände",
  },
  modelText: {
    hnn: {
      label: "Hamiltonsches Netz",
      short: "HNN",
      help: "Lernt eine Energie; die Bewegung folgt aus ihrem Gradienten.",
    },
    baseline: {
      label: "Einfaches Netz",
      short: "einfach",
      help: "Lernt die Bewegung unmittelbar und weiß nichts von Energie.",
    },
    "second-order": {
      label: "Netz zweiter Ordnung",
      short: "2. Ordnung",
      help: "Ihm wird dq/dt = p/m gesagt, und es lernt die Kraft; weiß nichts von Energie.",
    },
    "dissipative-hnn": {
      label: "Dissipatives Hamiltonsches Netz",
      short: "D-HNN",
      help: "Lernt eine Energie und, getrennt davon, was die Reibung tut.",
    },
    lnn: {
      label: "Lagrange-Netz",
      short: "LNN",
      help: "Lernt eine Lagrangefunktion L(q, q̇); die Beschleunigungen folgen daraus, und eine Energie bleibt erhalten.",
    },
    "sampled-hnn": {
      label: "Gelöstes Hamiltonsches Netz",
      short: "HNN, gelöst",
      help: "Zieht seine verborgenen Neuronen zufällig und löst ein lineares Problem für die Energie: keine Gradientenschritte.",
    },
    "sampled-baseline": {
      label: "Gelöstes einfaches Netz",
      short: "einfach, gelöst",
      help: "Zieht seine verborgenen Neuronen zufällig und löst ein lineares Problem für die Bewegung; weiß nichts von Energie.",
    },
  },
  truthText: { label: "Wahrheit", short: "Wahrheit", help: "Die genauen Bewegungsgleichungen." },
  integratorText: {
    euler: "Euler (Ordnung 1)",
    rk4: "RK4 (Ordnung 4)",
    leapfrog: "Leapfrog (Ordnung 2, symplektisch)",
    "implicit-midpoint": "Implizite Mittelpunktsregel (Ordnung 2, symplektisch)",
    yoshida4: "Yoshida (Ordnung 4, symplektisch)",
    "dormand-prince": "Dormand–Prince (adaptiv)",
  },
  choiceText: {
    field: {
      solenoidal: "solenoidal (erhält Energie)",
      conservative: "konservativ",
      both: "beides",
    },
    activation: {
      tanh: "tanh",
      softplus: "softplus",
      sigmoid: "sigmoid",
      swish: "swish",
      relu: "ReLU",
      elu: "ELU",
      selu: "SELU",
    },
    initialisation: { orthogonal: "orthogonal", xavier: "Xavier", lnn: "wie für Lagrange-Netze" },
    angles: { auto: "auto", plain: "schlicht", wrapped: "gefaltet", "cos-sin": "cos, sin" },
    coordinates: { canonical: "Impulse (q, p)", velocities: "Geschwindigkeiten (q, q̇)" },
    samples: { trajectories: "Trajektorien", grid: "einem Gitter" },
    lossNorm: { l2: "Quadrate (L2)", l1: "Beträge (L1)", huber: "Huber" },
    derivative: { forward: "vorwärts", central: "zentral", smooth: "glatt" },
    schedule: { constant: "konstant", "one-cycle": "ein Zyklus", cosine: "Kosinus" },
    loss: { derivative: "Zeitableitung", "one-step": "ein Runge-Kutta-Schritt" },
    sampling: {
      "u-swim": "zwischen Punkten (U-SWIM)",
      swim: "zwischen Punkten, nach der Wahrheit (SWIM)",
      "a-swim": "zwischen Punkten, nach einer ersten Anpassung (A-SWIM)",
      elm: "frei (ELM)",
    },
    overlay: {
      truth: "Wahrheit",
      hnn: "HNN",
      baseline: "Einfach",
      "second-order": "2. Ordnung",
      hnnError: "Fehler HNN",
      baselineError: "Fehler einfach",
      "second-orderError": "Fehler 2. Ordnung",
      "dissipative-hnn": "D-HNN",
      "dissipative-hnnError": "Fehler D-HNN",
      lnn: "LNN",
      lnnError: "Fehler LNN",
      "sampled-hnn": "HNN, gelöst",
      "sampled-baseline": "Einfach, gelöst",
      "sampled-hnnError": "Fehler HNN, gelöst",
      "sampled-baselineError": "Fehler einfach, gelöst",
    },
    view: { lab: "Labor", orbits: "Bahnen", chaos: "Chaos", reversal: "Umkehrbarkeit" },
    part: { whole: "ganz", conservative: "konservativ", dissipative: "dissipativ" },
    energyKind: {
      total: "gesamt",
      kinetic: "kinetisch",
      potential: "potentiell",
      learned: "gelernt",
    },
    theme: { auto: "Auto", light: "Hell", dark: "Dunkel", projector: "Projektor" },
    language: { auto: "Auto", en: "English", de: "Deutsch" },
    speed: { "0.25": "¼ ×", "0.5": "½ ×", "1": "1 ×", "2": "2 ×", "4": "4 ×", "8": "8 ×" },
  },
  groupText: {
    system: "System",
    data: "Daten",
    model: "Netz",
    training: "Training",
    view: "Trajektorie",
  },
  text: {
    locale: "de",
    listMark: "; ",
    title: "HNN Lab",
    tagline: "Hamiltonsche neuronale Netze, im Browser trainiert",
    skip: "Zu den Einstellungen",
    lead: (plural, guests) =>
      guests.length > 0
        ? `${["Vier", "Fünf", "Sechs"][guests.length - 1]} ${plural} beginnen zusammen: die Wahrheit, eines von einem Hamiltonschen Netz (HNN) gelernt, eines von einem einfachen Netz und ${guests.join(", ")}, aus denselben Daten. Alle trainieren und sehen, welches bei der Wahrheit bleibt.`
        : `Drei ${plural} beginnen zusammen: die Wahrheit, eines von einem Hamiltonschen Netz (HNN) gelernt und eines von einem einfachen Netz, aus denselben Daten. Beide trainieren und sehen, welches seine Energie behält.`,
    leadTrained: (plural) =>
      `Die ${plural} beginnen zusammen. Das HNN hat eine Energie gelernt und behält sie, auch wo es etwas aus dem Takt ist; das einfache Netz hat nur die Bewegung nachahmen gelernt, und seine Energie verlässt die Linie.`,
    leadUndecided: (plural) =>
      `Die ${plural} beginnen zusammen. Je besser ein Netz gelernt hat, desto näher bleibt es am gestrichelten Umriss und seine Energie an der Linie der Wahrheit. Hier gibt es noch etwas zu lernen: Mehr Schritte, mehr Daten oder breitere Schichten können helfen.`,
    training: "Training",
    train: "Trainieren",
    trainAll: (count) => (count === 2 ? " (beide)" : " (alle)"),
    moreTools: "Teilen, sichern, laden, Farben",
    trainOn: "Weiter",
    resume: "Fortsetzen",
    pause: "Pause",
    step: "Schritt",
    reset: "Zurücksetzen",
    newSeed: "Neue Startzahl",
    cancel: "Abbrechen",
    trainHelp: "Alle Netze bis zur eingestellten Zahl von Schritten trainieren",
    pauseHelp: "Pause; alles Gelernte bleibt",
    stepHelp: "Ein einziger Gradientenschritt jedes Netzes",
    resetHelp:
      "Zurück zu Schritt 0 mit derselben Startzahl: dieselben Daten, dieselben Anfangsgewichte",
    newSeedHelp: "Neue Daten und neue Anfangsgewichte ziehen",
    cancelHelp:
      "Sofort anhalten und das in diesem Lauf Gelernte verwerfen (lässt sich rückgängig machen)",
    progress: "Fortschritt des Trainings",
    progressText: (done, total) => `${done} von ${total} Schritten`,
    stepsPerSecond: (rate) => `${rate} Schritte/s`,
    timeLeft: (time) => `noch ${time}`,
    state: {
      loading: "Wird vorbereitet …",
      idle: "Untrainiert. Trainieren drücken.",
      training: "Trainiert …",
      paused: "Pause.",
      finished: "Fertig.",
      stopped: "Angehalten.",
      fault: "Läuft hier nicht.",
    },
    phasePortrait: "Phasenporträt",
    phaseHint:
      "Ein Klick beginnt dort; der Ring lässt sich ziehen. Mit der Tastatur: Pfeiltasten bewegen den Anfang, Eingabe startet.",
    orbitPortrait: "Die Bahnen",
    orbitsTitle: "Die Bahnen, nebeneinander",
    orbitsFit: "Alle Bilder haben einen Maßstab, der Bewegung angepasst.",
    orbitEnergy: {
      kinetic: "Kinetische Energie",
      potential: "Potentielle Energie",
      total: "Gesamte Energie",
    },
    conserved: "Was die Wahrheit erhält",
    conservedHelp: "Im Augenblick der Animation; die Wahrheit hält jede auf ihrem ersten Wert.",
    conservedName: {
      energy: "Energie H",
      angularMomentum: "Drehimpuls L",
      momentumX: "Impuls längs x",
      momentumY: "Impuls längs y",
    },
    phaseHintProjection:
      "Nur Orte, ohne die Impulse. Klick oder Pfeiltasten bewegen den Anfang des ersten Körpers; Eingabe startet.",
    phaseHintSlice:
      "Zwei der vier Koordinaten. Klick oder Pfeiltasten bewegen den Anfang; Eingabe startet.",
    position: (axis) => `Ort ${axis}`,
    phaseAlt: (parts) =>
      `Phasenporträt, ${parts.system}, ${parts.x} gegen ${parts.y}. Dahinter: ${parts.overlay}. ${parts.samples} Punkte; die Trajektorien beginnen bei ${parts.start}. ${parts.state}`,
    phaseTrained: "Trajektorien der Wahrheit und der Netze sind zu sehen.",
    phaseUntrained: "Nur die wahre Trajektorie ist zu sehen: Die Netze sind untrainiert.",
    animation: "Die Bewegung, nebeneinander",
    animationAlt: (who, coordinates) => `${who}: ${coordinates}`,
    untrained: "untrainiert",
    energyNow: (value) => `Energie ${value}`,
    energyKept: "Energie erhalten",
    leftBounds: (when) => `verließ das Bild ${when}`,
    ghost: "Der gestrichelte Umriss ist die Wahrheit.",
    ghostOther: "Wahrheit",
    time: "Zeit",
    timeOf: (t, total) => `t = ${t} von ${total}`,
    play: "Abspielen",
    stop: "Pause",
    playMotion: "Animation abspielen",
    stopMotion: "Animation anhalten",
    lossChart: "Verlust (logarithmisch)",
    lossAlt: (words) => `Verlust gegen Trainingsschritt. ${words}`,
    lossAltEmpty: "Noch kein Training.",
    lossAltValues: (who, train, test) => `${who}: Training ${train}, Test ${test}.`,
    lossIdle: "Hier erscheint der Verlust der Netze, während sie trainieren.",
    lossTrain: "Training",
    lossTest: "Test",
    trainingStep: "Trainingsschritt",
    energyChart: "Energie gegen die Zeit",
    energyAlt: (kind, words) => `Energie (${kind}) entlang der gezeigten Trajektorien. ${words}`,
    energyAltValue: (who, from, low, high) =>
      `${who}: beginnt bei ${from}, bleibt zwischen ${low} und ${high}.`,
    energyAxis: "Energie",
    timeAxis: (unit) => (unit ? `Zeit t (${unit})` : "Zeit t"),
    dataTable: "Datentabelle",
    legend: "Legende",
    data: "Daten",
    learnedEnergy: "gelernte Energie",
    trueEnergy: "wahre Energie",
    launch: "Anfang",
    errorScale: (low, high) =>
      `Schattierung: Fehler des Feldes, bezogen auf das wahre, von ${low} bis ${high} und darüber.`,
    fieldOf: {
      truth: "das wahre Feld",
      hnn: "das Feld des HNN",
      baseline: "das Feld des einfachen Netzes",
      hnnError: "der Feldfehler des HNN",
      baselineError: "der Feldfehler des einfachen Netzes",
      "second-order": "das Feld des Netzes zweiter Ordnung",
      "second-orderError": "der Feldfehler des Netzes zweiter Ordnung",
      "dissipative-hnn": "das Feld des dissipativen HNN",
      "dissipative-hnnError": "der Feldfehler des dissipativen HNN",
      lnn: "das Feld des Lagrange-Netzes",
      lnnError: "der Feldfehler des Lagrange-Netzes",
      "sampled-hnn": "das Feld des gelösten HNN",
      "sampled-hnnError": "der Feldfehler des gelösten HNN",
      "sampled-baseline": "das Feld des gelösten einfachen Netzes",
      "sampled-baselineError": "der Feldfehler des gelösten einfachen Netzes",
    },
    numbers: "Zahlen",
    quantity: "Größe",
    testLoss: "Testverlust",
    driftHere: "Energiedrift, gezeigte Bahn",
    energyMse: "Energiefehler, 15 Anfänge",
    energyDrift: "Energiedrift, 15 Anfänge",
    coordinateMse: "Koordinatenfehler, 15 Anfänge",
    fieldError: "Feldfehler, bei den Daten",
    seconds: "Sekunden Training",
    rank: "Rang (genutzte Neuronen)",
    cutoff: "Abschneidegrenze, gesetzt oder gewählt",
    secondsAxis: "Sekunden",
    numbersHelp:
      "Verglichen mit der Wahrheit über 15 Bewegungen der veröffentlichten Länge: Fehler sind mittlere Quadrate, Drift ist die größte Änderung der Energie H als Anteil ihres ersten Werts H₀. Gemessen, wenn das Training pausiert.",
    guarded: (who, states) =>
      `${who}: Die gelernte Massenmatrix war in ${states} der Zustände auf seinen Bahnen fast singulär; dort sind die Beschleunigungen regularisiert.`,
    measuring: "wird gemessen …",
    fingerprint: "Fingerabdruck",
    fingerprintHelp:
      "Prüfsumme der Gewichte: Dieselbe Startzahl mit denselben Einstellungen ergibt in jedem Browser dieselbe.",
    copy: "Kopieren",
    copied: "Kopiert.",
    copyFingerprint: (who) => `Fingerabdruck kopieren: ${who}`,
    none: "–",
    settings: "Einstellungen",
    published: "Veröffentlichte Einstellungen",
    publishedHelp: (source) => `Wie in ${source}`,
    helpFor: (label) => `Hilfe: ${label}`,
    unit: (unit) => (unit === "1" || unit === "" ? "" : unit),
    guestProblem: {
      mass: "Nicht für dieses System: Seine Massen hängen von den Orten ab.",
      velocities: "Es braucht Geschwindigkeiten: unter Daten, Koordinaten wählen.",
    },
    injection: "Energiezufuhr",
    injectionHelp:
      "Eine Zeit lang steigt die Bahn den Gradienten ∇H hinauf (den Riemannschen Gradienten), statt ihn zu umkreisen, und folgt dann wieder dem symplektischen, auf anderer Höhe der Energie.",
    noEnergyHere: "Es hat keine Energie, die sich ändern ließe: Es läuft ohne weiter.",
    launchNow: "Starten",
    reseed: "auslosen",
    share: "Link kopieren",
    shared: "Der Link zu dieser Seite, mit allen Einstellungen, ist in der Zwischenablage.",
    copyFailed: (value) => `Der Browser erlaubt kein Kopieren. Hier steht es: ${value}`,
    save: (who) => `${who} sichern`,
    views: "Ansichten",
    viewRetells:
      "Beschreibt das System durch seine Impulse (q, p), da (q, q̇) dort nichts zu zeigen hat.",
    viewLoads: (system) => `Lädt ${system}, da das jetzige System dort nichts zu zeigen hat.`,
    load: "Modell laden …",
    loadHelp: "Aus einer Modelldatei weitermachen; auf die Seite ziehen tut dasselbe",
    dropHere: "Eine Datentabelle oder Modelldatei fallen lassen, um sie zu laden",
    theme: "Farben",
    language: "Sprache",
    file: "Modelldateien",
    own: {
      choose: "Daten wählen …",
      chooseHelp:
        "Eine CSV-Datei oder Spalten mit Leerzeichen, oder eine Datendatei von HNN Lab; auf die Seite ziehen tut dasselbe",
      change: "Spalten ändern …",
      back: "Zurück zu berechneten Daten",
      backHelp: "Wieder die Daten des veröffentlichten Experiments (lässt sich rückgängig machen)",
      invitation:
        "Statt aus berechneten Bewegungen können die Netze aus einer eigenen Aufzeichnung lernen: einer Tabelle mit einer Zeile je Messpunkt und Spalten für Zeit, Orte und Geschwindigkeiten oder Impulse. Auf die Seite ziehen oder wählen. Sie bleibt auf diesem Gerät.",
      title: (name) => `Eigene Daten: ${name}`,
      read: (rows, columns, separator) =>
        `${rows} Zeilen zu ${columns} Spalten gelesen, getrennt durch ${separator}.`,
      readSet: (samples, trajectories, system) =>
        saetze(
          `Eine Datendatei von HNN Lab: ${samples} Messpunkte, Bahnen: ${trajectories}.`,
          system && `System: ${system}.`,
        ),
      row: "Zeile",
      rolesHelp:
        "Was jede Spalte bedeutet, wurde aus Namen und Zahlen vorgeschlagen und lässt sich ändern; eine Geschwindigkeit zählt als Impuls p (der Masse 1).",
      roleOf: (column) => `Bedeutung der Spalte ${column}`,
      role(role: string): string {
        const [, kind = role, index = ""] = role.match(/^(d?[qp])(\d+)$/) ?? [];
        const names: Record<string, string> = {
          ignored: "nicht benutzt",
          recording: "Aufzeichnung Nr.",
          t: "Zeit t",
          q: `Ort q${index}`,
          p: `Impuls p${index}`,
          dq: `Ableitung von q${index}`,
          dp: `Ableitung von p${index}`,
        };
        return names[kind] ?? role;
      },
      separator: "Spalten sind getrennt durch",
      separators: { ",": "Kommas", ";": "Semikolons", "\t": "Tabulatoren", " ": "Leerzeichen" },
      judge: "Energien werden beurteilt nach dem H von",
      noJudge: "keinem System: nur Koordinaten vergleichen",
      verdict: (of) =>
        saetze(
          `${of.samples} Punkte in ${gezaehlt(of.recordings, "Aufzeichnung", "Aufzeichnungen")}, aus ${of.used}.`,
          of.unused && `Nicht benutzt: ${of.unused}.`,
          of.isGiven
            ? "Die Ableitungen stehen in der Tabelle."
            : `Ableitungen werden geschätzt (Regel: ${of.derivative}), nie über eine Lücke hinweg.`,
          `Die ersten ${of.share} jeder Aufzeichnung trainieren, der Rest prüft.`,
        ),
      problem: (reason) => `Diese Daten sind noch nicht brauchbar: ${satz(reason)}`,
      use: "Diese Daten benutzen",
      cancel: "Abbrechen",
      reading: (name) => `„${name}“ wird gelesen …`,
      tooLarge: (megabytes, most) =>
        `sie hat ${megabytes} MB, gelesen werden höchstens ${most} MB: jeden zehnten Punkt behalten, oder weniger Spalten`,
      refused: (name, reason) =>
        `„${name}“ wurde nicht gelesen: ${satz(reason)} Sonst ist alles wie zuvor.`,
      account: (name, of: MeasuredReport) =>
        saetze(
          `${name}: ${gezaehlt(of.train, "Punkt trainiert", "Punkte trainieren")}, ${gezaehlt(of.test, "ist", "sind")} zurückgehalten.`,
          `Der Zeitschritt ist ${String(Number(of.timeStep.toPrecision(4))).replace(".", ",")} (Median), mit ${gezaehlt(of.gaps, "Lücke", "Lücken")}.`,
          of.skipped === 0
            ? "Keiner wurde ausgelassen."
            : `${gezaehlt(of.skipped, "Punkt wurde", "Punkte wurden")} ausgelassen: ${satz(of.why)}`,
        ),
      taken: "Die Netze lernen jetzt aus den eigenen Daten und beginnen von vorn.",
      givenUp: (label) => `Wieder berechnete Daten: ${label}.`,
      notJudged:
        "Kein System beurteilt die Energie dieser Daten. Unter „Spalten ändern …“ lässt sich eines wählen.",
      numbers: {
        energyMse: "Energiefehler, zurückgehaltener Teil",
        energyDrift: "Energiedrift, zurückgehaltener Teil",
        coordinateMse: "Koordinatenfehler, zurückgehaltener Teil",
        fieldError: "Feldfehler, zurückgehaltene Punkte",
        numbersHelp:
          "Vom ersten zurückgehaltenen Punkt jeder Aufzeichnung laufen die Netze allein bis zu ihrem Ende: Fehler sind mittlere Quadrate über die Zeiten der Aufzeichnung, Drift ist die größte Änderung der Energie H als Anteil ihres ersten Werts H₀. Gemessen, wenn das Training pausiert.",
      },
      lead: "Die Wahrheit ist jetzt die eigene Aufzeichnung: ihr zurückgehaltener Teil, den kein Netz gesehen hat. Die Netze lernen aus dem Teil davor, beginnen, wo er beginnt, und müssen allein weiter. Welches bleibt bei ihr?",
      shared:
        "Der Link ist in der Zwischenablage. Er enthält alle Einstellungen, aber nicht die eigenen Daten: Wer ihn öffnet, braucht auch die Datei.",
      link: "Dieser Link entstand mit Messdaten, die kein Link tragen kann: Die Datei wieder auf die Seite ziehen. Bis dahin sind die Daten berechnet.",
    },
    notices: "Meldungen",
    undo: "Rückgängig",
    dismiss: "Schließen",
    reload: "Neu laden",
    restarted: (what) =>
      `Zurück zu Schritt 0, denn das hat sich geändert: ${what}. Trainieren drücken.`,
    restartedSystem: (label) => `${label}: Einstellungen des veröffentlichten Experiments.`,
    broughtMomenta: (view) =>
      `${view} braucht Impulse: Hier ist dasselbe System mit (q, p) statt (q, q̇).`,
    broughtSystem: (view, label) =>
      `${view} braucht ein anderes System: Hier ist ${label}, mit den Einstellungen des veröffentlichten Experiments.`,
    cancelled: (step) => `Bei Schritt ${step} abgebrochen; die Netze sind wieder untrainiert.`,
    resetSolved: "Die gelösten Netze sind wieder leer.",
    resetDone: (step) => `Zurück zu Schritt 0 (war bei Schritt ${step}).`,
    newSeedDone: (seed) => `Neue Startzahl ${seed}: neue Daten, neue Anfangsgewichte.`,
    trainedBefore: "Diese Einstellungen wurden schon trainiert: Ihre Netze sind wieder da.",
    undone: "Rückgängig gemacht: Einstellungen und Netze sind wie zuvor.",
    undoneSettings:
      "Rückgängig gemacht: Die Einstellungen sind wie zuvor; das Training beginnt von vorn.",
    refused: (reason) => `Die Rechenmaschine hat diese Einstellungen abgelehnt: ${reason}`,
    stoppedNote: (who, reason) => `${who}: ${reason}`,
    loaded: (who, step) =>
      `Geladen: ${who} bei Schritt ${step}; es geht mit den Einstellungen der Datei weiter.`,
    loadedOther: "Die anderen Netze beginnen damit von vorn.",
    loadFailed: (name, reason) =>
      `„${name}“ wurde nicht geladen: ${satz(reason)} Die jetzigen Netze bleiben.`,
    loadTooLarge: (megabytes) =>
      `sie ist größer als ${megabytes} MB. Eine von dieser Seite gesicherte Modelldatei wählen.`,
    notModelFile:
      "sie ist keine JSON-Modelldatei mit „format“: „hnn-lab/1“. Eine von dieser Seite gesicherte Datei wählen.",
    saveFailed: (reason) => `Sichern misslang: ${reason}`,
    fatalTitle: "HNN Lab läuft hier nicht",
    fatalHelp:
      "Die Seite braucht einen Browser mit WebAssembly-SIMD und -Ausnahmen (Chrome oder Edge 99, Firefox 100, Safari 16.4 oder neuer) und alle Dateien auf einem Server.",
    fatalNote: (reason) => `Grund: ${reason}`,
    takeHelp: { png: "Bild sichern", csv: "Zahlen sichern" },
    restored: "Die letzte Arbeit ist wieder da, mit den trainierten Netzen.",
    startAfresh: "Von vorn beginnen",
    otherWork: "Dieser Link zeigt ein anderes Experiment. Die letzte Arbeit ist noch aufgehoben.",
    bringBack: "Zurückholen",
    cannotKeep:
      "Dieser Browser hebt für die Seite nichts auf (privates Fenster oder kein Platz); nach dem Neuladen beginnt alles von vorn. Ein gesichertes Netz bleibt.",
    viewComing: "Einen Augenblick …",
    viewMissing: (reason) =>
      `Diese Ansicht konnte nicht geladen werden (${reason}). Die Seite neu laden, oder es wieder versuchen, wenn das Netz da ist.`,
    docs: "Doku",
    newVersion:
      "Es gibt eine neue Fassung dieser Seite. Neuladen bringt sie; ein trainiertes Netz vorher sichern, wenn es bleiben soll.",
    linkNotices: "Teile des Links waren nicht brauchbar:",
    linkMore: (count) => `… und ${count} weitere.`,
    link: {
      unknown: (key) => `„${key}“ ist keine Einstellung; übergangen.`,
      clamped: (key, given, used) => `${key}: ${given} liegt außerhalb; ${used} wird benutzt.`,
      invalid: (key, given, used) => `${key}: „${given}“ ist nicht lesbar; ${used} wird benutzt.`,
      needsMomenta: (key, given, used) =>
        `${key}: „${given}“ braucht Impulse, und dieser Link hat Geschwindigkeiten; ${used} wird benutzt. Mit coordinates=canonical geht es.`,
      duplicate: (key) => `${key} kommt mehrfach vor; das erste zählt.`,
      malformed: (given) => `„${given}“ ist beschädigt (Prozentkodierung); übergangen.`,
      version: (given) =>
        `Der Link nennt Version „${given}“, diese Seite kennt Version 1; er wurde gelesen, soweit es ging.`,
      tooLong: (limit) => `Der Link ist länger als ${limit} Zeichen; der Rest wird übergangen.`,
    },
    fieldProblem: {
      number: (label, min, max) => `${label} muss eine Zahl von ${min} bis ${max} sein.`,
      integer: (label, min, max) => `${label} muss eine ganze Zahl von ${min} bis ${max} sein.`,
      grouped: (label, digits) =>
        `${label}: Tausendertrennzeichen werden nicht gelesen. Bitte ${digits} eingeben.`,
      range: (label, min, max) => `${label} muss zwischen ${min} und ${max} liegen.`,
      count: (label, fewest, most, min, max) =>
        `${label}: ${fewest} bis ${most} Zahlen von ${min} bis ${max}, durch Semikolons getrennt.`,
      choice: (label, choices) => `${label} muss eines von ${choices} sein.`,
      boolean: (label) => `${label} muss true oder false sein.`,
      kept: (value) => `Es bleibt bei ${value}.`,
    },
  },
  solveText: {
    title: "Sofort lösen",
    solve: "Lösen",
    atOnce: " (sofort)",
    help: "Die letzte Schicht eines HNN und eines einfachen Netzes unmittelbar finden, aus denselben Daten: keine Gradientenschritte. Das Training ruht so lange",
    why: "Die verborgenen Neuronen liegen auf Paaren von Datenpunkten, und jedes krümmt sich zwischen seinen zweien; sie brauchen kein Training. Was bleibt, die letzte Schicht, ist ein lineares Problem, und lineare kleinste Quadrate haben eine beste Antwort, die sich unmittelbar finden lässt statt Schritt für Schritt.",
    takePart: {
      label: "Gelöste Netze",
      help: "Ein HNN und ein einfaches Netz mit je einer verborgenen Schicht, die sofort gelöst werden, neben denen, die trainieren.",
    },
    solving: (share) => `Löst … ${share}`,
    solved: "Gelöst.",
    shownAfter: (milliseconds) => `Gelöst; Bild ${milliseconds} ms nach dem Klick.`,
    cancelled: "Abgebrochen: Die gelösten Netze sind wieder leer.",
    lead: (plural) =>
      `Die ${plural} beginnen zusammen. Das gelöste HNN hat ohne einen Gradientenschritt eine Energie gelernt und behält sie. Wie lange brauchen die anderen, wenn sie trainieren?`,
    chart: "Testverlust gegen Sekunden (logarithmisch)",
    chartAlt: (parts) =>
      `Testverlust gegen Sekunden Training, beide Achsen logarithmisch; eine Marke für sofort gelöste Netze. ${parts}`,
    chartValue: (who, loss, seconds) => `${who}: ${loss} nach ${seconds} Sekunden.`,
    network: "Netz",
  },
  studyText: {
    compute: "Berechnen",
    computeHelp: "Für die Wahrheit und jedes trainierte Netz berechnen",
    stop: "Anhalten",
    stopHelp: "Sofort anhalten; was gefunden ist, bleibt",
    progress: "Fortschritt",
    computing: (who) => `Berechnet: ${who} …`,
    done: (who) => `Fertig: ${who}.`,
    stopped: "Angehalten; was bisher gefunden wurde, ist zu sehen.",
    failed: (who, reason) => `${who}: ${satz(reason)}`,
    untrained: "untrainiert: unten Trainieren drücken",
    unsolved: "nicht gelöst: unten Lösen drücken",
    waiting: "noch nicht berechnet: Berechnen drücken",
    asOf: (step) => `bei Schritt ${step}`,
    outdatedSolution: "einer früheren Lösung",
    outdated: (step, now) => `von Schritt ${step}, das Netz ist jetzt bei ${now}`,
    timeAxis: (unit) => (unit ? `Zeit t (${unit}, logarithmisch)` : "Zeit t (logarithmisch)"),
    lastValue: (who, value) => `${who}: ${value} am Ende.`,
    noValues: "Noch nichts berechnet.",
  },
  chaosText: {
    intro:
      "Jede Farbe ist eine Bahn, markiert, wo sie den Schnitt kreuzt. Eine reguläre Bahn zeichnet eine Kurve; eine chaotische streut über eine Fläche. Alle Bahnen beginnen in jedem Bild mit derselben Energie und an denselben Punkten.",
    controls: "Bahnen",
    energy: "Energie E der Bahnen",
    energyHelp:
      "Energie nach dem wahren H, mit der jede Bahn beginnt. Je höher, desto mehr Bahnen sind chaotisch.",
    presets: "Energien zum Probieren",
    orbits: "Zahl der Bahnen",
    orbitsHelp: "Über den Schnitt verteilt; dieselben für Wahrheit und Netze.",
    duration: "Zeit je Bahn",
    durationHelp:
      "Längere Zeiten geben mehr Kreuzungen und trennen regulär und chaotisch sicherer.",
    sectionTitle: (who) => who,
    sectionHint: (condition) =>
      `Schnitt ${condition}, aufwärts gekreuzt. Die dünne Linie begrenzt, was die Energie erlaubt. Auf eine Bahn zeigen, sie anklicken oder ihre Nummer wählen.`,
    sectionAlt: (who, crossings, orbits, energy, verdicts) =>
      `Poincaré-Schnitt, ${who}: ${crossings} Kreuzungen von ${orbits} Bahnen bei Energie ${energy}. ${verdicts}`,
    crossings: (count) => `${count} ${count === "1" ? "Kreuzung" : "Kreuzungen"}`,
    outside: (count) => `${count} außerhalb des Bildes`,
    energyOff: (share) => `Energiefehler bis ${share}`,
    energyFar: (times) => `Energiefehler bis zum ${times}-fachen ihres Werts`,
    lost: (count) => `${count} verließen jede Grenze`,
    choose: "Bahn",
    orbit: (number) => `Bahn ${number}`,
    startsAt: (start) => `beginnt bei ${start}`,
    table: "Regulär oder chaotisch?",
    tableHelp:
      "λ ist der größte Lyapunov-Exponent: Nachbarn trennen sich wie exp(λt). SALI, der kleinere Ausrichtungsindex zweier Abweichungen, fällt auf einer chaotischen Bahn auf 0 und bleibt auf einer regulären nahe 1. „Hineingezogen“ heißt, dass das Phasenraumvolumen zu einem Attraktor schrumpft, den kein Hamiltonsches System hat.",
    start: "Anfang",
    verdict: {
      regular: "regulär",
      chaotic: "chaotisch",
      undecided: "unentschieden",
      "drawn-in": "hineingezogen",
      escaped: "entkommen",
    },
    agrees: "✓ wie die Wahrheit",
    differs: "✗ anders als die Wahrheit",
    values: (exponent, sali) => `λ ${exponent}; SALI ${sali}`,
    verdictCount: (count, verdict) => `${count} ${verdict}`,
    exponentChart: "Lyapunov-Exponent λ(t), gewählte Bahn",
    exponentAlt: (orbit, parts) =>
      `Lyapunov-Exponent endlicher Zeit von Bahn ${orbit} gegen die Zeit, beide Achsen logarithmisch. ${parts}`,
    saliChart: "SALI(t), gewählte Bahn",
    saliAlt: (orbit, parts) =>
      `Kleinerer Ausrichtungsindex von Bahn ${orbit} gegen die Zeit, beide Achsen logarithmisch. ${parts}`,
    path: "Eine Bahn und ihre Energie",
    pathHelp:
      "Die Trajektorie des Experiments, von Wahrheit und Netzen. Ein Netz, das keine Energie kennt, treibt von der Energiefläche ab; dann ist seine Bahn keine dieser Energie mehr.",
    follow: (orbit) => `Bahn ${orbit} folgen`,
    followAt: (energy) => `Bahn bei E = ${energy}`,
    pathOf: (who) => who,
    pathAlt: (who, x, y, drift) =>
      `Bahn, ${who}, ${x} gegen ${y}; ihre Energie weicht um bis zu ${drift} ab.`,
    energyError: "Energiefehler |H − H₀| / |H₀| (logarithmisch)",
    energyErrorAlt: (parts) => `Relativer Energiefehler gegen die Zeit, logarithmisch. ${parts}`,
    dataNote: (parts) =>
      `Trainingsdaten: ${parts.trajectories} Bahnen × ${parts.points} Punkte = ${parts.samples} Punkte; Lernrate ${parts.rate}${parts.schedule}, Stapel ${parts.batch}, ${parts.steps} Schritte.`,
    paperNote: (paper, ratio) =>
      `Choudhary u. a. 2020 benutzten etwa ${paper} Punkte, ${ratio}-mal so viele.`,
    timeNote: (rate, minutes) =>
      `Mit den hier gemessenen ${rate} Schritten/s dauert das Training etwa ${minutes} (min:s).`,
    timeUnknown: "Wie lange das Training dauert, steht hier, sobald es läuft.",
    scheduleNames: { constant: "", "one-cycle": " (ein Zyklus)" },
    allOf: "alle",
  },
  reversalText: {
    intro:
      "Eine Zeit T hinaus und mit denselben Gleichungen wieder zurück. Der Ring ist der Anfang, das Kreuz das Ende des Rückwegs: Wo sie sich treffen, ist die Bewegung umkehrbar.",
    controls: "Hinaus und zurück",
    duration: "Zeit T je Weg",
    loopAlt: (who, gap) =>
      `Der Weg hinaus (durchgezogen) und zurück (gestrichelt), ${who}. Abstand von Anfang und Ende: ${gap}.`,
    loopAltEmpty: (who) => `Der Weg hinaus und zurück, ${who}: noch nicht berechnet.`,
    out: "hinaus",
    back: "zurück",
    gapCaption: (gap) => `Lücke ${gap}`,
    gap: "Lücke ‖x₀ − Φ₋T(Φ_T(x₀))‖",
    volume: "Volumen |det DΦ_T − 1|",
    symplectic: "Symplektizität ‖DΦᵀJDΦ − J‖",
    gapAlt: (parts) =>
      `Abstand zwischen Anfang und Ende des Rückwegs, gegen T, logarithmisch. ${parts}`,
    volumeAlt: (parts) =>
      `Wie weit der Fluss davon entfernt ist, Phasenraumvolumen zu erhalten, gegen T, logarithmisch. ${parts}`,
    symplecticAlt: (parts) =>
      `Wie weit der Fluss davon entfernt ist, die symplektische Form zu erhalten, gegen T, logarithmisch. ${parts}`,
    logScale: (title) => `${title}, logarithmisch`,
    atT: (time) => `Bei T = ${time}`,
    againstT: "T",
    numbers: "Beim längsten T",
    longestT: "T",
    meaning: "Was die Lücke bedeutet",
    integratorNote: {
      splitting:
        "Er ist zeitsymmetrisch: Ein Schritt zurück macht einen Schritt vor ungeschehen. Wo sich H in kinetische und potentielle Energie teilt, ist er explizit; für jedes andere Feld, also für die Netze, ist er das implizite Störmer-Verlet-Verfahren, in jedem Schritt so weit gelöst, wie die Genauigkeit des Feldes reicht. Was von der Lücke bleibt, sind diese Toleranz und die Rundung, verstärkt um etwa exp(λT).",
      implicit:
        "Er ist zeitsymmetrisch: Ein Schritt zurück macht einen Schritt vor ungeschehen, soweit seine Gleichung in jedem Schritt gelöst ist. Was von der Lücke bleibt, sind diese Toleranz und die Rundung, verstärkt um etwa exp(λT).",
      fixed:
        "Er ist nicht zeitsymmetrisch: Ein Schritt zurück macht einen Schritt vor nicht ganz ungeschehen. Die Lücke enthält den Fehler des Integrators auf beiden Wegen, auch für die Wahrheit; ein kleinerer Zeitschritt verkleinert sie, und Leapfrog, implizite Mittelpunktsregel und Yoshida kommen ohne sie aus.",
      adaptive:
        "Er wählt seine Schritte nach ihrem Fehler, und auf dem Rückweg andere, ist also nicht zeitsymmetrisch. Die Lücke enthält, was seine Toleranz auf beiden Wegen durchlässt, auch für die Wahrheit.",
    },
    precision:
      "Netze, die trainieren, rechnen in einfacher Genauigkeit (etwa 7 Stellen), Wahrheit und gelöste Netze in doppelter (etwa 16): Schon das macht die Lücke der ersten größer.",
    why: [
      "Jeder glatte Fluss lässt sich rückwärts laufen: Φ₋T macht Φ_T ungeschehen, bis auf Integratorfehler und Rundung, die unterwegs um etwa exp(λT) wachsen (λ: der Lyapunov-Exponent).",
      "Ein Hamiltonscher Fluss erhält Phasenraumvolumen und symplektische Form genau: det DΦ_T = 1. Das HNN hat eine Hamiltonfunktion, also tut das sein Fluss, was es auch gelernt hat; nur sein Integrator kann es brechen.",
      "Ein einfaches Netz hat kein solches Gesetz. Wo sein Feld zusammenzieht, ist det DΦ_T = exp(∫ div f dt) < 1: Viele Anfänge enden nahe beieinander, der Rückweg verstärkt jeden Fehler um 1/det, und was die Rundung abgeschnitten hat, ist verloren. Wo es auseinandertreibt, geschieht dasselbe auf dem Hinweg.",
      "Die Lücke allein unterscheidet also ein Hamiltonsches Feld nicht von anderen: Eine Weile kommt jedes glatte Feld zurück. Volumen und Symplektizität unterscheiden sie.",
      "Zeitsymmetrische Integratoren: Leapfrog (Störmer–Verlet), implizite Mittelpunktsregel, Yoshida. Nicht symmetrisch: Euler, Runge–Kutta, Dormand–Prince.",
    ],
  },
  lessonText: {
    drift: {
      title: "Warum die Energie wandert",
      paragraphs: [
        "Das einfache Netz lernt die Pfeile: zu jedem Ort q und Impuls p, wohin die Bewegung als nächstes geht. Es lernt sie gut, aber jeder liegt ein wenig daneben.",
        "Wer der Bewegung folgt, zählt Tausende dieser kleinen Fehler zusammen. Nichts lässt sie sich aufheben, und so wandert die Energie, Schwung um Schwung.",
      ],
      question: "Trainieren. Wessen Energie ist in der gezeigten Zeit am weitesten gewandert?",
      answers: {
        baseline: "die des einfachen Netzes",
        hnn: "die des HNN",
        alike: "beide etwa gleich",
      },
      replies: {
        baseline:
          "Die Energie des einfachen Netzes ist am weitesten gewandert: Seine Fehler haben eine Richtung und summieren sich.",
        hnn: "Dieses HNN ist weiter gewandert: Es hat noch nicht genug gelernt. Mehr Schritte helfen.",
        alike: "Beide sind etwa gleich weit gewandert. Mehr Schritte unterscheiden sie.",
      },
      further:
        "Als nächstes: eine längere gezeigte Zeit oder ein anderer Anfang. Der Ring im Phasenporträt lässt sich ziehen.",
    },
    energy: {
      title: "H lernen statt des Feldes",
      paragraphs: [
        "Das HNN gibt eine Zahl, H(q, p). Ihr Gradient, um einen rechten Winkel gedreht, ist die Bewegung: dq/dt = ∂H/∂p, dp/dt = −∂H/∂q.",
        "Entlang einer solchen Bewegung kann sich H nicht ändern, was das Netz auch gelernt hat. Was es erhält, ist seine eigene Energie; je besser es gelernt hat, desto näher liegt sie an der wahren.",
      ],
      question:
        "Trainieren und die Zahlen ansehen. Welche unterscheidet die beiden Netze deutlicher?",
      answers: { loss: "der Testverlust", drift: "die Energiedrift der gezeigten Bahn" },
      replies: {
        drift:
          "Die Verluste liegen nahe beieinander, auf dem Boden, den das Rauschen setzt; die Drift nicht.",
        loss: "In diesem Lauf unterscheiden sich die Verluste mehr: Die Netze sind noch nicht beim Rauschen angekommen.",
      },
      further: "Als nächstes: Rauschen 0. Welche Zahl unterscheidet sie dann?",
    },
    orbits: {
      title: "Bahnen",
      paragraphs: [
        "Zwei Körper ziehen einander an. Auf dem Weg nach innen gewinnen sie Tempo, nach außen verlieren sie es: Energie der Bewegung und der Lage tauschen die Plätze.",
        "Ein Netz, das die Summe als eine Zahl gelernt hat, kann sie nicht verlieren; eines, das nur das Feld gelernt hat, lässt die Körper vielleicht auseinanderfliegen.",
      ],
      question: "Welche der drei Energien der Wahrheit ändert sich entlang der Bahn am wenigsten?",
      answers: { kinetic: "die kinetische", potential: "die potentielle", total: "die gesamte" },
      replies: {
        total: "Die gesamte bleibt: Was die kinetische Energie gewinnt, verliert die potentielle.",
        kinetic: "Hier ist es die kinetische Energie.",
        potential: "Hier ist es die potentielle Energie.",
      },
      further: "Als nächstes: drei Körper. Wie lange halten die Netze mit?",
    },
    chaos: {
      title: "Ordnung und Chaos",
      paragraphs: [
        "Wo Bahnen von Hénons und Heiles' Stern eine Ebene kreuzen, hinterlassen reguläre Kurven und chaotische Wolken. Niemand sagt den Netzen, was was ist.",
        "Lyapunov-Exponent und SALI entscheiden für jede Bahn. Nach dem Training Berechnen drücken und die Spalten der Tabelle vergleichen.",
      ],
      question:
        "Bei wie vielen Bahnen stimmt das HNN mit der Wahrheit über Ordnung und Chaos überein?",
      answers: {
        most: "bei den meisten (70 % oder mehr)",
        some: "bei einigen",
        few: "bei wenigen (30 % oder weniger)",
      },
      replies: {
        most: "Es stimmt bei den meisten überein: Mit der Energie hat es gelernt, wo die Ordnung endet.",
        some: "Es stimmt bei einigen überein. Längeres Training bringt mehr.",
        few: "Es stimmt bei wenigen überein: Es hat noch nicht genug gelernt.",
      },
      further: "Als nächstes: eine höhere Energie. Wo lösen sich die letzten Kurven auf?",
    },
    reversal: {
      title: "Umkehrbarkeit",
      paragraphs: [
        "Wird die Zeit umgekehrt, findet eine Hamiltonsche Bewegung ihren Weg zurück. Eine, die Energie verliert oder gewinnt, nicht: Rückwärts tut sie das Gegenteil.",
        "Jeder Bahn wird hinaus und wieder zurück gefolgt. Was zwischen Anfang und Ende bleibt, ist die Lücke; bei genauer Bewegung ist sie allein der Fehler des Integrators.",
      ],
      question: "Trainieren und die Lücken abwarten. Wessen ist die größte?",
      answers: {
        truth: "die der Wahrheit",
        hnn: "die des HNN",
        baseline: "die des einfachen Netzes",
      },
      replies: {
        baseline: "Die Lücke des einfachen Netzes ist die größte.",
        hnn: "Die Lücke des HNN ist hier die größte: Der Fehler des Integrators wächst, wo sein Feld rau ist.",
        truth:
          "Die Lücke der Wahrheit ist hier die größte: Alle drei folgen glatten Feldern, und was bleibt, ist der Fehler des Integrators.",
      },
      further:
        "Als nächstes: Leapfrog, das von selbst umkehrbar ist, und ein größerer Zeitschritt.",
    },
    friction: {
      title: "Was wäre ohne Reibung?",
      paragraphs: [
        "Diese Masse kommt nach einem Schwung oder zweien zur Ruhe. Das HNN kann ihm nicht folgen: Was es auch gelernt hat, seine Energie bleibt. Das einfache Netz folgt, aber Reibung und Feder sind ihm eins.",
        "Das dissipative HNN lernt zwei Zahlen, H und D. Der Gradient von H, um einen rechten Winkel gedreht, geht im Kreis; der Gradient von D geht hinab. Ihre Summe passt zu den Daten, und jede bedeutet für sich etwas.",
        "So lässt sich fragen, was kein Datum gezeigt hat: Mit dem Regler für die Reibung auf 0 ist D fort, aus dem Netz und aus der Wahrheit.",
      ],
      question:
        "Trainieren, dann die Reibung auf 0 stellen. Die Wahrheit schwingt jetzt weiter. Wessen Energie verlässt ihren Wert noch immer am weitesten?",
      answers: {
        baseline: "die des einfachen Netzes",
        "dissipative-hnn": "die des dissipativen HNN",
        hnn: "die des HNN",
      },
      replies: {
        baseline:
          "Die des einfachen Netzes: Es hat Reibung und Schwingung als eines gelernt und kann keines davon weglassen. Das dissipative HNN kann es und schwingt mit der Wahrheit weiter; das HNN hatte nie Reibung, auch nicht, wo sie gewünscht war.",
        "dissipative-hnn":
          "Die des dissipativen HNN: Es hat die Reibung noch nicht vom Rest getrennt. Längeres Training hilft.",
        hnn: "Die des HNN: Es musste eine Bewegung, die Energie verliert, mit einer erklären, die bleibt, und hat eine falsche gelernt. Das einfache Netz kommt zur Ruhe, als wäre nichts geschehen. Nur das dissipative HNN schwingt mit der Wahrheit weiter.",
      },
      further:
        "Als nächstes: Reibung 2, und die beiden Teile des Feldes unter dem Phasenporträt. Zeigt ∇D dorthin, wohin die Bremse zieht?",
      measure: "Erst den Regler für die Reibung auf 0 stellen.",
    },
    velocities: {
      title: "Ohne Impulse",
      paragraphs: [
        "Eine Kamera sieht Orte und Geschwindigkeiten. Hamiltons Gleichungen wollen Impulse, und nahe der Lichtgeschwindigkeit ist p kein Vielfaches von q̇. Für (q, q̇) gibt es keine Hamiltonfunktion, deren Gradient die Bewegung ergibt: Das HNN hat ein Gesetz, und das falsche.",
        "Das Lagrange-Netz lernt stattdessen L(q, q̇). Die Euler-Lagrange-Gleichung macht daraus eine Beschleunigung, in beliebigen Koordinaten, und q̇ ∂L/∂q̇ − L ist eine Energie, die es behält.",
      ],
      question:
        "Trainieren und den Testverlust ansehen. Wer hat die Bewegung am schlechtesten gelernt?",
      answers: {
        hnn: "das HNN",
        baseline: "das einfache Netz",
        lnn: "das Lagrange-Netz",
      },
      replies: {
        hnn: "Das HNN: Sein Gesetz verlangt Impulse, und mehr Training hilft ihm nicht.",
        baseline: "Hier ist es das einfache Netz: Es hat noch nicht genug gelernt.",
        lnn: "Hier ist es das Lagrange-Netz: Es braucht mehr Schritte als die anderen.",
      },
      further:
        "Als nächstes: unter Daten, Koordinaten die Impulse wählen und wieder trainieren. Wer ist dann der schlechteste?",
    },
  },
  frictionText: {
    title: "Reibung, nachträglich geändert",
    help: "Wahrheit und dissipatives HNN ändern sich sofort, ohne neues Training; die anderen haben Reibung und Bewegung als eines gelernt.",
    factor: "Reibung",
    times: (factor) => `× ${factor}`,
    words: (factor) => `das ${factor}-fache der Reibung in den Daten`,
    asLearned: "wie in den Daten",
    without: "keine",
    partsTitle: "Das Feld in zwei Teilen",
    partsHelp:
      "Helmholtz: Ein Feld ist, was auf den Höhenlinien von H im Kreis geht und die Energie erhält (J∇H), und was hinabgeht und sie nimmt (∇D). Die Pfeile jedes Bildes haben ihren eigenen Maßstab.",
    partOf: { conservative: "erhält die Energie: J∇H", dissipative: "nimmt sie: ∇D" },
    partAlt: (of) =>
      `${of.who}, der Teil: ${of.part}. Seine Pfeile haben im Mittel ${of.share} der Länge des ganzen Feldes.`,
    partEmpty: (who) => `${who}: noch nicht trainiert.`,
    untrained: "untrainiert",
  },
};
