// Alle sichtbaren Texte auf Deutsch, Tabelle für Tabelle wie in strings.ts; TypeScript meldet fehlende Einträge. Wird nur
// geladen, wenn die Seite deutsch ist (language.ts).
import type { MeasuredReport } from "../protocol/measured.js";
import type { Tables } from "./tables.js";

function satz(grund: string): string {
  return /[.!?]$/.test(grund) ? grund : `${grund}.`;
}

/** Warum Punkte keine Ableitung haben, nach der Regel (MeasuredReport.why). */
const ausgelassenWeil: Record<string, string> = {
  forward: "Der letzte Punkt vor einer Lücke oder einem Ende hat keinen Nachfolger",
  central: "Punkte neben einer Lücke oder einem Ende haben auf einer Seite keinen Nachbarn",
  smooth: "Zu wenige Punkte in Folge ohne Lücke",
};

function gezaehlt(zahl: number, eins: string, viele: string): string {
  return `${zahl} ${zahl === 1 ? eins : viele}`;
}

function aufgezaehlt(teile: readonly string[]): string {
  return teile.length < 2 ? teile.join("") : `${teile.slice(0, -1).join(", ")} und ${teile.at(-1)}`;
}

function saetze(...teile: string[]): string {
  return teile.filter((teil) => teil !== "").join(" ");
}

export const german: Tables = {
  settingText: {
    system: "System",
    systemParameters: "Parameter",
    model: "Modell",
    field: "Vektorfeld des HNN",
    activation: "Aktivierung",
    hidden: "Verborgene Schichten",
    initialisation: "Anfangsgewichte",
    outputBias: "Bias der Ausgabeschicht",
    angles: "Kodierung der Winkel",
    kineticPrior: "Kinetischer Ansatz (LNN)",
    massRegularisation: "Regularisierung ε der Massen (LNN)",
    seed: "Startwert",
    coordinates: "Koordinaten",
    samples: "Datenpunkte aus",
    trajectories: "Trajektorien",
    points: "Punkte je Trajektorie oder Seite",
    duration: "Dauer einer Trajektorie",
    noise: "Rauschen σ",
    trainFraction: "Trainingsanteil",
    derivative: "Schätzung der Ableitungen",
    scaling: "Skalierung der Daten",
    loss: "Verlust",
    lossNorm: "Norm des Verlusts",
    learningRate: "Lernrate",
    schedule: "Zeitplan der Lernrate",
    clipNorm: "Gradientenbegrenzung",
    weightDecay: "Gewichtsabnahme",
    decoupledWeightDecay: "Entkoppelte Gewichtsabnahme",
    batchSize: "Batchgröße",
    steps: "Schritte",
    sampling: "Stichprobe",
    cutoff: "Abschneidegrenze",
  },
  viewText: {
    x0: "Anfang",
    rolloutDuration: "Dargestellte Zeit",
    integrator: "Integrator",
    stepSize: "Zeitschritt",
    integratorMotion: "Bewegung des Integrators",
    injection: "Energie zu- oder abführen",
    injectionStart: "Ab t",
    injectionDuration: "Dauer",
    injectionRate: "Rate",
    friction: "Reibung",
    part: "Dargestellter Teil",
    overlay: "Hintergrund",
    energyKind: "Dargestellte Energie",
    speed: "Tempo",
    theme: "Farben",
    contestants: "Netze",
    solvedWidth: "Verborgene Neuronen, gelöst",
    view: "Ansicht",
    lesson: "Lektion",
    language: "Sprache",
  },
  guestText: {
    "second-order": "ein Netz zweiter Ordnung (q̇ = p/m vorgegeben)",
    "dissipative-hnn": "ein dissipatives HNN, das die Reibung getrennt lernt",
    lnn: "ein Lagrange-Netz (LNN), das keine Impulse braucht",
  },
  fieldHelp: {
    system: "Das physikalische System. Die Auswahl lädt seine Einstellungen.",
    systemParameters: "Physikalische Konstanten des Systems.",
    model: "Art des Netzes. Die Seite trainiert alle nebeneinander.",
    field:
      "Wie sich das Vektorfeld aus dem Gradienten des Netzes ergibt. Solenoidal (J∇H) erhält die gelernte Energie; Gradient (∇H) ändert sie; die Summe beider ist eine Helmholtz-Zerlegung.",
    activation:
      "Nichtlineare Funktion jedes verborgenen Neurons. Ohne sie könnte das Netz nur lineare Funktionen darstellen.",
    hidden:
      "Zahl der Neuronen jeder verborgenen Schicht, durch Semikolons getrennt: 200; 200 sind zwei Schichten mit je 200 Neuronen.",
    initialisation:
      "Verteilung der zufälligen Gewichte vor dem Training. Xavier passt ihre Streuung an die Breite der Schichten an; bei orthogonal erhält jede Schicht die Norm ihrer Eingabe.",
    outputBias:
      "Ergänzt einen Bias in der Ausgabeschicht. Die veröffentlichten Netze haben keinen.",
    angles:
      "Winkel, die sich um 2π unterscheiden, bezeichnen denselben Ort. Direkt: unverändert; reduziert: auf −π … π (unstetig); cos, sin: als Paar (stetig). Auto: cos, sin für das Lagrange-Netz, direkt für alle anderen.",
    kineticPrior:
      "Addiert dieses Vielfache von |q̇|²/2 zur gelernten Lagrange-Funktion, damit die Massenmatrix nahe der Einheitsmatrix statt nahe null beginnt.",
    massRegularisation:
      "Regularisiert das Lösen mit der gelernten Massenmatrix: Der Kehrwert jedes Pivots m wird durch m/(m² + ε²) ersetzt. 0 schaltet die Regularisierung aus.",
    seed: "Legt die zufälligen Daten und Anfangsgewichte fest. Derselbe Startwert ergibt in jedem Browser bitgenau denselben Lauf.",
    coordinates:
      "Zweite Hälfte des Zustands: der kanonische Impuls p, wie ihn die Hamiltonschen Gleichungen verlangen, oder die Geschwindigkeit, wie eine Kamera sie misst. Das Lagrange-Netz braucht Geschwindigkeiten; die Struktur der anderen Netze gilt für Geschwindigkeiten im Allgemeinen nicht.",
    samples:
      "Simulierte Trajektorien oder ein regelmäßiges Gitter von Zuständen, das das Phasenporträt überdeckt.",
    trajectories: "Zahl der Trajektorien im Datensatz.",
    points: "In gleichen Zeitabständen. Bei einem Gitter: Zustände je Seite.",
    duration: "Zeitspanne jeder Trajektorie der Daten; in Sekunden, wenn das System Einheiten hat.",
    noise: "Standardabweichung des Gaußschen Rauschens auf jeder Koordinate der Daten.",
    trainFraction:
      "Anteil der Trajektorien, mit denen trainiert wird; mit den übrigen wird getestet. Bei Messdaten: der erste Teil jeder Aufzeichnung.",
    scaling:
      "In welchen Einheiten das Netz arbeitet. Auf Größenordnung eins: Orte und Impulse werden durch ihre Streuung in den Daten geteilt, Orte nach Abzug ihres Mittelwerts, die Zeit durch die Skala der Bewegung; das Training hängt dann nicht von den Einheiten der Aufzeichnung ab. Verlust und Fehler des Vektorfelds sind in diesen Einheiten, alles andere in den eigenen. Keine: Zahlen wie aufgezeichnet, wie in der Veröffentlichung.",
    derivative:
      "Wie Zeitableitungen geschätzt werden, wenn die Messdaten keine enthalten. Vorwärts: Differenz zum nächsten Punkt, wie in der Veröffentlichung. Zentral: Parabel durch drei Punkte. Geglättet: Ausgleichsparabel durch fünf Punkte, für verrauschte Daten.",
    loss: "Größe, die mit den Daten verglichen wird: die Zeitableitung oder der nächste Punkt nach einem Runge-Kutta-Schritt.",
    lossNorm:
      "Quadratischer Fehler (L2, wie in den Veröffentlichungen), absoluter Fehler (L1) oder Huber: quadratisch für kleine, linear für große Fehler, um den Einfluss von Ausreißern zu begrenzen.",
    learningRate:
      "Schrittweite des Adam-Verfahrens; bei einem Zeitplan der größte Wert. In den Veröffentlichungen 0,001.",
    schedule:
      "Wie sich die Lernrate während eines Laufs ändert. Ein Zyklus: steigt während 30 % der Schritte und fällt dann fast auf null. Kosinus: fällt von Anfang an. Mit Zeitplan startet eine Änderung der Schrittzahl das Training neu.",
    clipNorm:
      "Ein Gradient mit größerer Norm wird vor dem Schritt auf diese Norm gekürzt, damit einzelne Batches die Gewichte nicht weit wegwerfen. 0: keine Begrenzung.",
    weightDecay: "Verkleinert die Gewichte in jedem Schritt (Weight Decay).",
    decoupledWeightDecay:
      "An: direkt auf die Gewichte angewandt (AdamW). Aus: zum Gradienten addiert, wie in den Veröffentlichungen.",
    batchSize: "Datenpunkte je Gradientenschritt; 0 verwendet alle Trainingsdaten.",
    steps:
      "Zahl der Gradientenschritte eines Laufs. Eine Änderung behält den Lauf, außer bei einem Zeitplan der Lernrate.",
    sampling:
      "Wie die verborgenen Neuronen der gelösten Netze gezogen werden: aus Paaren von Datenpunkten, auf Wunsch häufiger dort, wo sich die Energie schnell ändert, oder unabhängig von den Daten.",
    cutoff:
      "Bei den gelösten Netzen: Richtungen (Pivots) unter diesem Anteil der größten werden weggelassen, um kein Rauschen anzupassen. 0 wählt den Wert an zurückgehaltenen Trainingsdaten.",
    x0: "Anfangszustand der dargestellten Trajektorien.",
    rolloutDuration: "Zeitspanne der dargestellten Trajektorien.",
    integrator:
      "Numerisches Verfahren für die Netze. Die Wahrheit hängt nicht davon ab: Sie wird immer auf zehn Stellen genau berechnet.",
    stepSize: "Schrittweite der Integratoren mit festem Schritt.",
    integratorMotion:
      "Zeigt neben der Wahrheit die wahren Gleichungen mit gewähltem Integrator und Zeitschritt: Der Unterschied ist der Fehler des Integrators.",
    injection: "Führt während eines Teils der dargestellten Trajektorien Energie zu oder ab.",
    injectionStart: "Beginn der Energiezufuhr.",
    injectionDuration: "Dauer der Energiezufuhr.",
    injectionRate: "Positive Werte führen Energie zu, negative ab: dH/dt ist diese Rate mal |∇H|².",
    friction:
      "Faktor auf die wahre Reibung und auf die vom dissipativen Netz gelernte. 1: wie in den Daten; 0: keine Reibung. Die anderen Netze können die Reibung nicht vom Rest der Bewegung trennen.",
    part: "Teil des Vektorfelds, der für Wahrheit und dissipatives Netz gezeichnet wird: das ganze Feld, der energieerhaltende oder der dissipative Teil.",
    overlay: "Vektorfeld, oder Fehler des Vektorfelds eines Netzes, hinter den Trajektorien.",
    energyKind:
      "Gesamte, kinetische oder potentielle Energie nach der wahren Hamilton-Funktion, oder die von jedem Netz gelernte Energie, so verschoben, dass sie beim wahren Wert beginnt.",
    speed: "Geschwindigkeit der Animation; 1 ist Echtzeit in der Zeiteinheit des Systems.",
    theme:
      "Farbschema: hell, dunkel, nach der Einstellung des Geräts, oder Projektor (groß und kontrastreich).",
    contestants: "Netze, die trainiert werden. HNN und einfaches Netz sind immer dabei.",
    solvedWidth:
      "Breite der einzigen verborgenen Schicht der gelösten Netze. Die Rechenzeit wächst mit ihrem Quadrat, bei wenigen Daten mit der dritten Potenz.",
    view: "Ansicht der Seite: Labor, Bahnen, Chaos oder Umkehrbarkeit.",
    lesson: "Nummer der Lektion; 0, wenn die Tour geschlossen ist.",
    language:
      "Sprache der Seite. Trainierte Netze bleiben erhalten. Alle Labore einer Seite verwenden dieselbe Sprache.",
    solved:
      "Ergänzt ein HNN und ein einfaches Netz mit je einer verborgenen Schicht, die durch lineare Ausgleichsrechnung statt durch Gradientenschritte bestimmt werden.",
    "second-order":
      "Ein Netz zwischen den beiden: Es setzt q̇ = p/m voraus und lernt nur die Kraft. Es hat keine eingebaute Energie.",
    "dissipative-hnn":
      "Lernt zwei Funktionen: H, deren symplektischer Gradient J∇H die Energie erhält, und D, deren Gradient ∇D sie dissipiert (Helmholtz-Zerlegung). Die Reibung wird getrennt gelernt und lässt sich nach dem Training ändern.",
    lnn: "Lernt eine Lagrange-Funktion L(q, q̇) und erhält die Beschleunigungen aus der Euler-Lagrange-Gleichung; eine Energie bleibt ohne Impulse erhalten. Benötigt eine glatte Aktivierung: ReLU, ELU und SELU werden durch Swish ersetzt.",
  },
  widgetText: {
    start: (system) => `HNN Lab starten: ${system}`,
    startShort: (system) => system,
    unknownParts: (attribute, given, known) =>
      `Unbekannter Teil „${given}“ im Attribut ${attribute}. Bekannte Teile: ${known}.`,
  },
  pinText: {
    title: "Angeheftete Läufe",
    pin: "Diesen Lauf anheften",
    pinHelp: "Kurven, Trajektorien und Zahlen dieses Laufs zum Vergleich mit dem nächsten behalten",
    help: (most) =>
      `Einen Lauf anheften, eine Einstellung ändern und erneut trainieren: Blasse Linien zeigen den angehefteten Lauf in jedem Diagramm. Bis zu ${most} Läufe; ein weiterer ersetzt den ältesten.`,
    quick: "schnelle Einstellungen",
    published: "veröffentlichte Einstellungen",
    name: (number) => `Name des angehefteten Laufs ${number}`,
    shown: "In Diagrammen zeigen",
    unpin: "Lösen",
    unpinned: "Der Lauf ist nicht mehr angeheftet.",
    table: (name) => `Ergebnisse von ${name}`,
    present: "Dieser Lauf",
    since: (change) => `jetzt ${change}`,
    steps: (steps) => `${steps} Schritte`,
    otherStart: "Mit anderem Anfang, anderer Dauer oder anderem Integrator aufgezeichnet.",
    left: (name) => `„${name}“, der älteste Lauf, wurde gelöst.`,
    elsewhere: (count) =>
      `Bei anderen Systemen angeheftet: ${count}. Sie erscheinen wieder, wenn ihr System gewählt wird.`,
  },
  frameText: {
    unknownType: (given, known) =>
      `Unbekannter Nachrichtentyp „${given}“. Bekannte Typen: ${known}.`,
    badLink: (given, most) =>
      `link muss eine Zeichenkette mit höchstens ${most} Zeichen sein, wie in der Adresse der Seite; erhalten: ${given}.`,
  },
  shareText: {
    copyLink: "Link kopieren",
    linkCopied: "Link mit allen Einstellungen kopiert.",
    title: "Dieses Experiment teilen",
    link: "Link zu diesen Einstellungen und dieser Ansicht",
    embed: "In eine Seite oder Folie einbetten",
    as: "Format",
    kind: { element: "Element <hnn-lab>", frame: "Rahmen <iframe>" },
    width: "Breite",
    height: "Höhe",
    code: "Code zum Einbetten",
    copyCode: "Code kopieren",
    codeCopied: "Code kopiert.",
    pin: "Diese Version festlegen",
    pinHelp:
      "Lädt nur die Dateien dieser Version, und nur, wenn ihre Prüfsummen stimmen. Aktualisierungen werden nicht übernommen, und der Code funktioniert nicht mehr, sobald die Website diese Dateien entfernt.",
    pinFailed: (reason) =>
      `Die Prüfsummen dieser Version konnten nicht geladen werden (${reason}). Der Code folgt der jeweils aktuellen Version.`,
    sizeChanged: (label, typed, value, min, max) =>
      `${label} muss zwischen ${min} und ${max} Pixeln liegen, angegeben war ${typed}; geändert zu ${value}.`,
    sizeKept: (label, value) =>
      `${label} muss eine Zahl in Pixeln sein; es gilt weiterhin ${value}.`,
    tensors: "Netze (für PyTorch)",
    tensorsHelp:
      "Gleicher Inhalt wie die gespeicherten Modelldateien, in PyTorch lesbar (Anleitung in der Dokumentation); lässt sich auch hier laden.",
    saveTensors: (who) => `${who} als Safetensors speichern`,
    noNetworks: "Noch ist kein Netz trainiert.",
    data: "Trainingsdaten",
    dataHelp:
      "Zeit, Zustände, Ableitungen, Nummern der Trajektorien und die zurückgehaltenen Punkte. Alle drei Formate lassen sich hier als eigene Daten laden.",
    saveData: (format) => `Daten als ${format} speichern`,
    qr: "QR-Code für das Publikum",
    qrAlt: (address) => `QR-Code von ${address}`,
    saveQr: "QR-Code speichern",
    close: "Schließen",
  },
  orbitsText: {
    title: "Bahnen, nebeneinander",
    fit: "Alle Darstellungen haben denselben Maßstab.",
    energy: {
      kinetic: "Kinetische Energie",
      potential: "Potentielle Energie",
      total: "Gesamtenergie",
    },
    conserved: "Erhaltungsgrößen",
    conservedHelp:
      "Werte zum aktuellen Zeitpunkt der Animation. Die wahre Bewegung erhält jede dieser Größen.",
    conservedName: {
      energy: "Energie H",
      angularMomentum: "Drehimpuls L",
      momentumX: "Impuls längs x",
      momentumY: "Impuls längs y",
    },
  },
  fileText: {
    readingData: (name) => `„${name}“ wird gelesen …`,
    dataRefused: (name, reason) =>
      `„${name}“ konnte nicht gelesen werden: ${satz(reason)} Es wurde nichts geändert.`,
    loadFailed: (name, reason) =>
      `„${name}“ konnte nicht geladen werden: ${satz(reason)} Die aktuellen Netze bleiben erhalten.`,
    loadTooLarge: (megabytes) =>
      `sie ist größer als ${megabytes} MB. Eine von dieser Seite gespeicherte Modelldatei wählen.`,
    notModelFile:
      "sie ist keine HNN-Lab-Modelldatei („format“: „hnn-lab/1“ fehlt). Eine von dieser Seite gespeicherte Datei wählen.",
    emptyFile: "sie ist leer. Eine von dieser Seite gespeicherte Datei wählen.",
    notJson: (reason) =>
      `sie ist kein gültiges JSON (${reason}), also keine HNN-Lab-Modelldatei. Eine von dieser Seite gespeicherte Datei wählen.`,
    unknownModel: (model, known) =>
      `ihr Modell „${model}“ ist keines von ${known}. Eine von dieser Version der Seite gespeicherte Datei wählen.`,
    saveFailed: (reason) => `Speichern fehlgeschlagen: ${reason}`,
  },
  returningText: {
    restored: "Die letzte Sitzung wurde wiederhergestellt.",
    restoredCopy:
      "Eine Kopie der Arbeit aus einem anderen offenen Tab wurde wiederhergestellt. Ab jetzt wird jeder Tab getrennt gespeichert.",
    startAfresh: "Neu beginnen",
    keptWork:
      "Die letzte Sitzung konnte jetzt nicht wiederhergestellt werden; sie bleibt gespeichert.",
    otherWork: "Eine frühere Sitzung mit einem anderen Experiment ist noch gespeichert.",
    bringBack: "Wiederherstellen",
  },
  tourText: {
    count: (number, all) => `Lektion ${number} von ${all}`,
    done: "beantwortet",
    close: "Schließen",
    closeHelp: "Zurück zum eigenen Experiment",
    begin: "Experiment aufbauen",
    beginHelp:
      "Lädt die Einstellungen dieser Lektion; beim Schließen der Tour wird das eigene Experiment wiederhergestellt",
    previous: "Zurück",
    next: "Weiter",
    tryFirst:
      "Noch kein Ergebnis. Experiment aufbauen, „Trainieren“ drücken und warten, bis das Training fertig ist.",
    right: "Richtig.",
    wrong: "Nicht in diesem Lauf.",
    back: "Tour geschlossen; das eigene Experiment wurde wiederhergestellt.",
  },
  viewNameText: {
    lab: {
      label: "Labor",
      help: "Netze trainieren und Bewegung, Phasenporträt, Energie und Verlust vergleichen.",
      lead: "",
    },
    orbits: {
      label: "Bahnen",
      help: "Große Darstellungen der Bahnen mit kinetischer, potentieller und gesamter Energie.",
      lead: "Bahnen mit demselben Anfangszustand nebeneinander. Kinetische und potentielle Energie werden ineinander umgewandelt; bei wem bleibt die Gesamtenergie konstant?",
    },
    chaos: {
      label: "Chaos",
      help: "Poincaré-Schnitte und Lyapunov-Exponenten: Gibt das Netz reguläre und chaotische Bewegung richtig wieder?",
      lead: "Poincaré-Schnitt: die Punkte, an denen Bahnen eine Ebene durchstoßen. Reguläre Bahnen zeichnen Kurven, chaotische streuen. Gibt ein Netz den Schnitt wieder, das nie mit ihm trainiert wurde?",
    },
    reversal: {
      label: "Umkehrbarkeit",
      help: "Vorwärts und dann rückwärts integrieren: Welcher Fluss erhält das Phasenraumvolumen?",
      lead: "Jeder glatte Fluss lässt sich rückwärts integrieren. Das Besondere eines Hamiltonschen Flusses ist, dass er das Phasenraumvolumen erhält: det DΦ = 1. Hier wird die Volumenänderung von Wahrheit, HNN und einfachem Netz verglichen.",
    },
  },
  systemGroupText: { plane: "Ein Freiheitsgrad", more: "Bahnen und Chaos" },
  systemText: {
    spring: {
      label: "Masse an einer Feder",
      short: "Feder",
      noun: "Masse an einer Feder",
      plural: "Massen an Federn",
      help: "Eine Masse an einer linearen Feder: ein harmonischer Oszillator.",
    },
    pendulum: {
      label: "Pendel",
      short: "Pendel",
      noun: "Pendel",
      plural: "Pendel",
      help: "Ein Gewicht an einer starren Stange, mit so großen Ausschlägen, dass die Bewegung nichtlinear ist.",
    },
    "two-body": {
      label: "Zwei Körper",
      short: "zwei Körper",
      noun: "Körperpaar",
      plural: "Körperpaare",
      help: "Zwei Massen, die einander anziehen und ihren Schwerpunkt umkreisen.",
    },
    "three-body": {
      label: "Drei Körper",
      short: "drei Körper",
      noun: "Körpertrio",
      plural: "Körpertrios",
      help: "Drei Massen, die einander anziehen; kleine Unterschiede wachsen schnell.",
    },
    kepler: {
      label: "Keplers Planet",
      short: "Planet",
      noun: "Planet",
      plural: "Planeten",
      help: "Ein Planet auf einer elliptischen Bahn um eine feste Sonne.",
    },
    "henon-heiles": {
      label: "Hénon–Heiles",
      short: "Stern",
      noun: "Stern in einer Galaxie",
      plural: "Sterne in einer Galaxie",
      help: "Ein Stern in der Ebene einer Galaxie: reguläre Bahnen bei kleiner Energie, Chaos, wenn die Energie sich 1/6 nähert.",
    },
    "double-pendulum": {
      label: "Doppelpendel",
      short: "Doppelpendel",
      noun: "Doppelpendel",
      plural: "Doppelpendel",
      help: "Ein Pendel, das an einem anderen hängt; bei großen Ausschlägen chaotisch.",
    },
    "damped-pendulum": {
      label: "Pendel mit Reibung",
      short: "gedämpftes Pendel",
      noun: "Pendel mit Reibung",
      plural: "Pendel mit Reibung",
      help: "Ein Pendel, das Energie verliert. Ein energieerhaltendes Netz kann das Abklingen nicht wiedergeben.",
    },
    "damped-spring": {
      label: "Feder mit Reibung",
      short: "gedämpfte Feder",
      noun: "Masse an einer Feder mit Reibung",
      plural: "Massen an Federn mit Reibung",
      help: "Eine Masse an einer Feder, die nach ein bis zwei Schwingungen zur Ruhe kommt.",
    },
    "relativistic-particle": {
      label: "Relativistisches Teilchen",
      short: "schnelles Teilchen",
      noun: "relativistisches Teilchen",
      plural: "relativistische Teilchen",
      help: "Ein gleichmäßig beschleunigtes Teilchen, das sich der Lichtgeschwindigkeit nähert. In Geschwindigkeiten (q, q̇) hat die Bewegung keine kanonische Hamiltonsche Form.",
    },
    "spherical-pendulum": {
      label: "Sphärisches Pendel",
      short: "sphärisches Pendel",
      noun: "sphärisches Pendel",
      plural: "sphärische Pendel",
      help: "Ein Pendel, das in alle Richtungen schwingt; seine Ellipse dreht sich langsam.",
    },
    "cart-pole": {
      label: "Stab am Wagen",
      short: "Wagen und Stab",
      noun: "Stab am Wagen",
      plural: "Stäbe an Wagen",
      help: "Ein Stab an einem frei rollenden Wagen; jeder bewegt den anderen.",
    },
    duffing: {
      label: "Duffings Doppelmulde",
      short: "Doppelmulde",
      noun: "Masse in einer Doppelmulde",
      plural: "Massen in Doppelmulden",
      help: "Eine Masse in einem Potential mit zwei Mulden und einer Schwelle dazwischen.",
    },
    measured: {
      label: "Eigene Daten",
      short: "Aufzeichnung",
      noun: "Aufzeichnung",
      plural: "Aufzeichnungen",
      help: "Eigene Messungen statt einer simulierten Bewegung.",
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
    alpha: "Höhe der Schwelle",
    beta: "Steilheit der Wände",
  },
  modelText: {
    hnn: { label: "Hamiltonsches Netz", short: "HNN" },
    baseline: { label: "Einfaches Netz", short: "einfach" },
    "second-order": { label: "Netz zweiter Ordnung", short: "2. Ordnung" },
    "dissipative-hnn": { label: "Dissipatives HNN", short: "D-HNN" },
    lnn: { label: "Lagrange-Netz", short: "LNN" },
    "sampled-hnn": { label: "Gelöstes Hamiltonsches Netz", short: "HNN, gelöst" },
    "sampled-baseline": { label: "Gelöstes einfaches Netz", short: "einfach, gelöst" },
  },
  truthText: { label: "Wahrheit", short: "Wahrheit" },
  integratorText: {
    euler: "Euler (Ordnung 1)",
    rk4: "RK4 (Ordnung 4)",
    leapfrog: "Leapfrog (Ordnung 2, symplektisch)",
    "implicit-midpoint": "Implizite Mittelpunktsregel (Ordnung 2, symplektisch)",
    yoshida4: "Yoshida (Ordnung 4, symplektisch)",
    "dormand-prince": "Dormand–Prince (adaptiv)",
  },
  choiceText: {
    integratorMotion: { auto: "gezeigt, außer RK4", on: "gezeigt", off: "verborgen" },
    field: {
      solenoidal: "solenoidal (erhält Energie)",
      conservative: "Gradient (ändert Energie)",
      both: "Summe beider",
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
    initialisation: {
      orthogonal: "orthogonal",
      xavier: "Xavier",
      lnn: "wie in der LNN-Veröffentlichung",
    },
    angles: { auto: "auto", plain: "direkt", wrapped: "reduziert", "cos-sin": "cos, sin" },
    coordinates: { canonical: "Impulse (q, p)", velocities: "Geschwindigkeiten (q, q̇)" },
    samples: { trajectories: "Trajektorien", grid: "Gitter" },
    lossNorm: { l2: "quadratisch (L2)", l1: "absolut (L1)", huber: "Huber" },
    derivative: { forward: "vorwärts", central: "zentral", smooth: "geglättet" },
    scaling: { none: "keine", data: "auf Größenordnung eins" },
    schedule: { constant: "konstant", "one-cycle": "ein Zyklus", cosine: "Kosinus" },
    loss: { derivative: "Zeitableitung", "one-step": "ein Runge-Kutta-Schritt" },
    sampling: {
      "u-swim": "Datenpaare, gleichverteilt (U-SWIM)",
      swim: "Datenpaare, nach wahrer Steigung gewichtet (SWIM)",
      "a-swim": "Datenpaare, nach geschätzter Steigung gewichtet (A-SWIM)",
      elm: "unabhängig von den Daten (ELM)",
    },
    view: { lab: "Labor", orbits: "Bahnen", chaos: "Chaos", reversal: "Umkehrbarkeit" },
    part: {
      whole: "ganzes Feld",
      conservative: "energieerhaltender Teil",
      dissipative: "dissipativer Teil",
    },
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
    openShare: "Teilen",
    lessons: "Lektionen",
    lessonsHelp: "Sieben kurze Lektionen, jede mit einem Experiment und einer Frage",
    tagline: "Hamiltonsche neuronale Netze, im Browser trainiert",
    skip: "Zu den Einstellungen",
    lead: (plural, guests, isConservative) => {
      const netze = aufgezaehlt(["ein Hamiltonsches Netz (HNN)", "ein einfaches Netz", ...guests]);
      const count = ["Drei", "Vier", "Fünf", "Sechs"][guests.length];
      const goal = isConservative ? "erhält die Energie" : "bleibt der Wahrheit am nächsten";
      return `${count} ${plural} mit demselben Anfangszustand: die wahre Bewegung und die Vorhersagen von Netzen, die mit denselben Daten trainiert werden: ${netze}. Welches Netz ${goal}?`;
    },
    leadTrained: (plural) =>
      `Die ${plural} beginnen im selben Zustand. Das HNN hat eine Energie gelernt und erhält sie, auch wenn seine Periode leicht abweicht. Das einfache Netz hat keine eingebaute Energie, und seine Energie driftet.`,
    leadUndecided: (plural) =>
      `Die ${plural} beginnen im selben Zustand. Je besser ein Netz trainiert ist, desto näher bleibt es am gestrichelten Umriss und seine Energie an der wahren. Die Anpassung lässt sich noch verbessern: mit mehr Schritten, mehr Daten oder breiteren Schichten.`,
    leadOtherMotion: (plural) =>
      `Die ${plural} beginnen im selben Zustand. Im Mittel der Testtrajektorien erhält das HNN die Energie, aber von diesem Anfang aus bewegt es sich anders als die Wahrheit: Der Anfang liegt vielleicht außerhalb der Trainingsdaten oder nahe einer Separatrix.`,
    leadFriction: (plural, separated) =>
      `Die ${plural} verlieren Energie. Das HNN erhält die gelernte Energie und kann dem Abklingen auch mit mehr Training nicht folgen; das einfache Netz kann es, aber die Reibung nicht vom Rest der Bewegung trennen.${separated === null ? "" : ` Getrennt gelernt wird sie hier von: ${separated}.`}`,
    leadVelocities: (plural, able) =>
      `Die ${plural} beginnen im selben Zustand. In Geschwindigkeiten (q, q̇) hat ihre Bewegung keine kanonische Hamiltonsche Form; auch mehr Training hilft dem HNN nicht.${able === null ? "" : ` Ohne Impulse erhält eine Energie: ${able}.`}`,
    training: "Training",
    train: "Trainieren",
    trainAll: (count) => (count === 2 ? " (beide)" : " (alle)"),
    files: "Dateien",
    moreTools: "Teilen, speichern, laden, Farben",
    trainOn: "Weitertrainieren",
    resume: "Fortsetzen",
    pause: "Pause",
    step: "Schritt",
    reset: "Zurücksetzen",
    newSeed: "Neuer Startwert",
    cancel: "Abbrechen",
    trainHelp: "Alle Netze mit der gewählten Zahl von Schritten trainieren",
    pauseHelp: "Training anhalten; die trainierten Netze bleiben erhalten",
    stepHelp: "Ein Gradientenschritt jedes Netzes",
    resetHelp:
      "Zurück zu Schritt 0 mit demselben Startwert: dieselben Daten, dieselben Anfangsgewichte",
    newSeedHelp: "Neue Daten und neue Anfangsgewichte erzeugen",
    cancelHelp: "Anhalten und diesen Lauf verwerfen (lässt sich rückgängig machen)",
    progress: "Fortschritt des Trainings",
    progressText: (done, total) => `${done} von ${total} Schritten`,
    stepsPerSecond: (rate) => `${rate} Schritte/s`,
    timeLeft: (time) => `noch ${time}`,
    state: {
      loading: "Wird geladen …",
      idle: "Untrainiert. „Trainieren“ drücken.",
      training: "Training läuft …",
      paused: "Pausiert.",
      finished: "Fertig.",
      stopped: "Angehalten.",
      fault: "Hier nicht lauffähig.",
    },
    phasePortrait: "Phasenporträt",
    phaseHint:
      "Klicken oder den Ring ziehen, um den Anfangszustand zu setzen. Tastatur: Pfeiltasten verschieben ihn, die Eingabetaste startet die Animation neu.",
    orbitPortrait: "Bahnen",
    projection: (x, y) => `Projektion auf (${x}, ${y})`,
    phaseHintProjection:
      "Zeigt nur die Orte. Klick oder Pfeiltasten verschieben den Anfangsort des ersten Körpers; die Eingabetaste startet die Animation neu.",
    phaseHintSlice:
      "Projektion auf zwei der vier Koordinaten. Klick oder Pfeiltasten verschieben den Anfangszustand; die Eingabetaste startet die Animation neu.",
    position: (axis) => `Ort ${axis}`,
    phaseAlt: (parts) =>
      `Phasenporträt, ${parts.system}, ${parts.x} gegen ${parts.y}. Hintergrund: ${parts.overlay}. ${parts.samples} Datenpunkte; die Trajektorien beginnen bei ${parts.start}. ${parts.state}`,
    phaseTrained: "Trajektorien der Wahrheit und der Netze werden gezeigt.",
    phaseUntrained: "Nur die wahre Trajektorie wird gezeigt, weil die Netze untrainiert sind.",
    animation: "Bewegung, nebeneinander",
    animationAlt: (who, coordinates) => `${who}: ${coordinates}`,
    untrained: "untrainiert",
    energyNow: (value) => `Energie ${value}`,
    energyKept: "Energie erhalten",
    energyKeptTo: (anteil) => `Energie auf ${anteil} erhalten`,
    energyAsTruth: "Energie wie die Wahrheit",
    energyAgainstTruth: (value) => `Energie ${value} ggü. Wahrheit`,
    ghost: "Gestrichelter Umriss: die wahre Bewegung.",
    time: "Zeit",
    timeOf: (t, total) => `t = ${t} von ${total}`,
    play: "Abspielen",
    stop: "Pause",
    playMotion: "Animation abspielen",
    stopMotion: "Animation anhalten",
    lossChart: "Verlust (logarithmisch)",
    lossAlt: (words) => `Verlust über dem Trainingsschritt. ${words}`,
    lossAltEmpty: "Noch kein Training.",
    lossAltValues: (who, train, test) => `${who}: Training ${train}, Test ${test}.`,
    lossIdle: "Hier erscheinen während des Trainings die Verlustkurven.",
    lossUnknown:
      "Diese Netze wurden ohne Verlustkurve geladen. Sie beginnt hier, sobald weiter trainiert wird.",
    lossTrain: "Training",
    lossTest: "Test",
    trainingStep: "Trainingsschritt",
    energyChart: "Energie über der Zeit",
    energyAlt: (kind, words) =>
      `Energie (${kind}) entlang der dargestellten Trajektorien. ${words}`,
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
      `Schattierung: Fehler des Vektorfelds relativ zum wahren Feld, von ${low} bis ${high} oder mehr.`,
    errorOf: (who) => `Fehler ${who}`,
    vectorFieldOf: (who) => `Vektorfeld, ${who}`,
    fieldErrorOf: (who) => `Fehler des Vektorfelds, ${who}`,
    numbers: "Zahlen",
    quantity: "Größe",
    testLoss: "Testverlust",
    driftHere: "Energiedrift, dargestellte Trajektorie",
    energyMse: "Energiefehler, Testtrajektorien",
    energyDrift: "Energiedrift, Testtrajektorien",
    coordinateMse: "Koordinatenfehler, Testtrajektorien",
    fieldError: "Fehler des Vektorfelds nahe den Daten",
    seconds: "Trainingszeit (s)",
    rank: "Rang (genutzte Neuronen)",
    cutoff: "Verwendete Abschneidegrenze",
    secondsAxis: "Sekunden",
    numbersHelp:
      "Auf 15 Testtrajektorien der veröffentlichten Dauer ausgewertet, wenn das Training pausiert. Fehler sind mittlere Quadrate; Drift ist die größte Änderung der Energie H relativ zum Anfangswert H₀.",
    guarded: (who, states) =>
      `${who}: Die gelernte Massenmatrix war in ${states} der Zustände auf seinen Trajektorien fast singulär; dort sind die Beschleunigungen regularisiert.`,
    measuring: "wird ausgewertet …",
    fingerprint: "Fingerabdruck",
    fingerprintHelp:
      "Prüfsumme der Gewichte. Derselbe Startwert und dieselben Einstellungen ergeben in jedem Browser denselben Fingerabdruck.",
    copy: "Kopieren",
    copied: "Kopiert.",
    copyFingerprint: (who) => `Fingerabdruck kopieren: ${who}`,
    none: "–",
    settings: "Einstellungen",
    preset: {
      label: "Voreinstellung",
      quick: (time) => `Schnelle Einstellungen (≈\u202f${time})`,
      published: (time) => `Veröffentlichte Einstellungen (≈\u202f${time})`,
      reference: (time) => `Vergleichseinstellungen (≈\u202f${time})`,
      quickHelp: "Kleines Netz, kurzes Training: so genau wie das lange Training.",
      publishedHelp: (source) => `Wie in ${source}.`,
      referenceHelp:
        "Großes Netz, langes Training; für dieses System sind keine Einstellungen veröffentlicht.",
    },
    helpFor: (label) => `Hilfe: ${label}`,
    unit: (unit) => (unit === "1" || unit === "" ? "" : unit),
    guestProblem: {
      mass: "Für dieses System nicht verfügbar, weil seine Massen von den Orten abhängen.",
      velocities: "Benötigt Geschwindigkeiten: unter Daten, Koordinaten wählen.",
    },
    injection: "Energiezufuhr",
    injectionHelp:
      "Während der Energiezufuhr folgt die Trajektorie dem Gradienten ∇H, der die Energie ändert. Danach folgt sie wieder dem symplektischen Gradienten J∇H, mit der neuen Energie.",
    noEnergyHere: "Auf dieses Netz nicht angewandt, weil es keine Energiefunktion hat.",
    launchNow: "Starten",
    copyFailed: (value) =>
      `Der Browser hat das Kopieren blockiert. Bitte diesen Text kopieren: ${value}`,
    save: (who) => `${who} speichern`,
    views: "Ansichten",
    viewRetells: "Wechselt zu Impulsen (q, p), die diese Ansicht benötigt.",
    viewLoads: (system) =>
      `Wechselt zu ${system}; das aktuelle System ist in dieser Ansicht nicht verfügbar.`,
    load: "Modell laden …",
    loadHelp:
      "Eine Modelldatei laden und weitertrainieren; sie lässt sich auch auf die Seite ziehen",
    dropHere: "Datentabelle oder Modelldatei hier ablegen, um sie zu laden",
    theme: "Farben",
    language: "Sprache",
    file: "Modelldateien",
    own: {
      choose: "Daten wählen …",
      chooseHelp:
        "Eine CSV- oder durch Leerzeichen getrennte Textdatei oder eine HNN-Lab-Datendatei; sie lässt sich auch auf die Seite ziehen",
      change: "Spalten ändern …",
      back: "Simulierte Daten verwenden",
      backHelp: "Zurück zu simulierten Daten (lässt sich rückgängig machen)",
      invitation:
        "Die Netze können auch aus eigenen Messungen lernen: einer Tabelle mit einer Zeile je Messpunkt und Spalten für Zeit, Orte und Geschwindigkeiten oder Impulse. Die Datei auswählen oder auf die Seite ziehen. Sie wird nicht hochgeladen.",
      account: (name, of: MeasuredReport, regel) =>
        saetze(
          `${name}: ${gezaehlt(of.train, "Trainingspunkt", "Trainingspunkte")}, ${of.test} zurückgehalten.`,
          `Zeitschritt ${String(Number(of.timeStep.toPrecision(4))).replace(".", ",")} (Median), ${gezaehlt(of.gaps, "Lücke", "Lücken")}.`,
          of.skipped === 0
            ? "Kein Punkt wurde ausgelassen."
            : `${gezaehlt(of.skipped, "Punkt wurde", "Punkte wurden")} ausgelassen: ${satz(ausgelassenWeil[regel] ?? of.why)}`,
        ),
      taken: "Die Netze werden jetzt mit den eigenen Daten trainiert, ab Schritt 0.",
      givenUp: (label) => `Wieder simulierte Daten: ${label}.`,
      notJudged:
        "Keine Hamilton-Funktion gewählt; die Energie wird nicht gezeigt. Ein System lässt sich unter „Spalten ändern …“ wählen.",
      numbers: {
        energyMse: "Energiefehler, zurückgehaltener Teil",
        energyDrift: "Energiedrift, zurückgehaltener Teil",
        coordinateMse: "Koordinatenfehler, zurückgehaltener Teil",
        fieldError: "Feldfehler, zurückgehaltene Punkte",
        numbersHelp:
          "Wenn das Training pausiert, werden die Netze vom ersten zurückgehaltenen Punkt bis zum Ende jeder Aufzeichnung integriert. Fehler sind mittlere Quadrate über die Zeiten der Aufzeichnung; Drift ist die größte Änderung der Energie H relativ zum Anfangswert H₀.",
      },
      lead: "Die Wahrheit ist jetzt der zurückgehaltene Teil der eigenen Aufzeichnung, mit dem nicht trainiert wird. Die Netze werden mit dem Teil davor trainiert und ab seinem ersten Punkt integriert. Welches bleibt der Aufzeichnung am nächsten?",
      shared:
        "Link kopiert. Er enthält alle Einstellungen, aber nicht die eigenen Daten; zum Öffnen wird auch die Datei benötigt.",
      link: "Dieser Link gehört zu Messdaten, die ein Link nicht enthält: Die Datei hier ablegen, um sie zu verwenden. Bis dahin werden simulierte Daten gezeigt.",
    },
    notices: "Meldungen",
    undo: "Rückgängig",
    undoHelp: "Letzte Änderung rückgängig machen",
    redo: "Wiederholen",
    redoHelp: "Rückgängig gemachte Änderung wiederholen",
    dismiss: "Schließen",
    reload: "Erneut versuchen",
    restarted: (what) =>
      `Zurück zu Schritt 0, weil sich diese Einstellung geändert hat: ${what}. „Trainieren“ drücken.`,
    restartedSystem: (label) => `${label}: Einstellungen geladen.`,
    broughtMomenta: (view) => `Zu Impulsen (q, p) gewechselt, weil ${view} sie benötigt.`,
    broughtSystem: (view, label) =>
      `Zu ${label} gewechselt, weil das vorige System unter ${view} nicht verfügbar ist.`,
    cancelled: (step) => `Bei Schritt ${step} abgebrochen; die Netze wurden zurückgesetzt.`,
    resetSolved: "Die gelösten Netze wurden zurückgesetzt.",
    resetDone: (step) => `Zurück zu Schritt 0 (war bei Schritt ${step}).`,
    newSeedDone: (seed) => `Neuer Startwert ${seed}: neue Daten, neue Anfangsgewichte.`,
    trainedBefore: "Die mit diesen Einstellungen trainierten Netze wurden wiederhergestellt.",
    undone: "Rückgängig gemacht: vorige Einstellungen und Netze wiederhergestellt.",
    undoneSettings:
      "Rückgängig gemacht: vorige Einstellungen wiederhergestellt; das Training beginnt bei Schritt 0.",
    refused: (reason) => `Diese Einstellungen lassen sich nicht verwenden: ${reason}`,
    stoppedNote: (who, reason) => `${who}: ${reason}`,
    loaded: (who, step) => `Geladen: ${who} bei Schritt ${step}, mit den Einstellungen der Datei.`,
    loadedOther: "Die anderen Netze wurden auf diese Einstellungen zurückgesetzt.",
    fatalTitle: "HNN Lab läuft hier nicht",
    fatalHelp:
      "Benötigt einen Browser mit WebAssembly-SIMD und -Ausnahmen (Chrome oder Edge 99, Firefox 100, Safari 16.4 oder neuer) und alle Dateien der Seite auf demselben Server.",
    fatalNote: (reason) => `Grund: ${reason}`,
    takeHelp: { png: "Als Bild speichern", csv: "Werte speichern" },
    cannotKeep:
      "Automatisches Speichern ist nicht möglich (privates Fenster oder Speicher voll). Ein Netz als Datei speichern, um die Arbeit zu behalten.",
    viewComing: "Wird geladen …",
    viewMissing: (reason) =>
      `Dieser Teil der Seite konnte nicht geladen werden (${reason}). Erneut versuchen oder die Seite neu laden.`,
    viewOffline:
      "Dieser Teil der Seite braucht zum Laden eine Verbindung. Der Browser ist offline.",
    tryAgain: "Erneut versuchen",
    docs: "Doku",
    newVersion:
      "Eine neue Version dieser Seite ist verfügbar. Die Seite neu laden, um sie zu verwenden; die Arbeit bleibt erhalten.",
    reloadPage: "Neu laden",
    linkNotices: "Teile des Links konnten nicht verwendet werden:",
    linkMore: (count) => `… und ${count} weitere.`,
    link: {
      unknown: (key) => `„${key}“ ist keine Einstellung; ignoriert.`,
      clamped: (key, given, used) =>
        `${key}: ${given} liegt außerhalb des Bereichs; ${used} wird verwendet.`,
      invalid: (key, given, used) => `${key}: „${given}“ ist nicht lesbar; ${used} wird verwendet.`,
      needsMomenta: (key, given, used) =>
        `${key}: „${given}“ benötigt Impulse, aber dieser Link hat Geschwindigkeiten; ${used} wird verwendet. Mit coordinates=canonical lässt es sich öffnen.`,
      noView: (view, system, used, systems) =>
        `Die Ansicht „${view}“ gibt es für ${system} nicht; stattdessen wird ${used} gezeigt. Systeme mit dieser Ansicht: ${systems}.`,
      duplicate: (key) => `${key} kommt mehrfach vor; der erste Wert wird verwendet.`,
      malformed: (given) => `„${given}“ hat eine ungültige Prozentkodierung; ignoriert.`,
      version: (given) =>
        `Der Link hat Version „${given}“, diese Seite unterstützt die Versionen 1 und 2; er wurde so weit wie möglich gelesen.`,
      tooLong: (limit) => `Der Link ist länger als ${limit} Zeichen; der Rest wird ignoriert.`,
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
  sessionText: {
    redone: "Wiederholt: Einstellungen und Netze sind wie vor dem Rückgängigmachen.",
    defect: (reason) =>
      `Interner Fehler: ${satz(reason)} Die Netze bleiben erhalten. Reagiert die Seite nicht mehr, bitte neu laden.`,
    cannotRun: (who, reason) =>
      `${who}: kann nicht ausgeführt werden. ${satz(reason)} Die anderen Netze sind nicht betroffen.`,
    retry: "Erneut versuchen",
    systemReturned: (label) => `Zurück zu ${label}.`,
    storageFull:
      "Automatisches Speichern fehlgeschlagen: Der Speicher des Browsers ist voll. Ein Netz als Datei speichern, um die Arbeit zu behalten.",
  },
  solveText: {
    title: "Gelöste Netze",
    solve: "Lösen",
    help: "Die letzte Schicht eines HNN und eines einfachen Netzes durch ein lineares Gleichungssystem bestimmen, mit denselben Daten und ohne Gradientenschritte. Das Training pausiert währenddessen",
    why: "Die verborgenen Neuronen werden aus Paaren von Datenpunkten konstruiert und brauchen kein Training. Zu bestimmen bleibt die letzte Schicht. Das ist ein lineares Ausgleichsproblem, das direkt statt Schritt für Schritt gelöst wird.",
    takePart: "Einbeziehen",
    solving: (share) => `Wird gelöst … ${share}`,
    solved: "Gelöst.",
    shownAfter: (milliseconds) => `In ${milliseconds} ms gelöst.`,
    cancelled: "Abgebrochen; die gelösten Netze wurden zurückgesetzt.",
    lead: (plural) =>
      `Die ${plural} beginnen im selben Zustand. Das gelöste HNN hat ohne Gradientenschritte eine Energie gelernt und erhält sie. Zum Vergleich der benötigten Zeit lassen sich die anderen Netze trainieren.`,
  },
  errorChartText: {
    chart: "Testverlust über der Trainingszeit (logarithmisch)",
    alt: (parts) =>
      `Testverlust über der Trainingszeit in Sekunden, beide Achsen logarithmisch; Markierungen zeigen die gelösten Netze. ${parts}`,
    value: (who, loss, seconds) => `${who}: ${loss} nach ${seconds} Sekunden.`,
    network: "Netz",
  },
  stopText: {
    bound: (komponente, wert, t) => `außerhalb des Bereichs: ${komponente} = ${wert} bei t = ${t}`,
    "not-finite": (t) => `der Zustand nach t = ${t} ist keine endliche Zahl`,
    unsolved: (t) =>
      `der implizite Schritt bei t = ${t} konvergiert nicht; ein kleinerer Zeitschritt hilft`,
    "step-underflow": (t) =>
      `bei t = ${t} ändert sich die Bewegung schneller, als der Integrator auflösen kann`,
    "too-many-steps": (t) => `ab t = ${t} braucht der Integrator zu viele Schritte`,
    bodies: (erster, zweiter, t) =>
      `die Körper ${erster} und ${zweiter} kommen sich bei t = ${t} näher, als der Integrator auflösen kann`,
    centre: (t) =>
      `der Körper kommt dem Zentrum bei t = ${t} näher, als der Integrator auflösen kann`,
    orbit: (nummer, worte) => `Bahn ${nummer}: ${worte}`,
  },
  studyText: {
    compute: "Berechnen",
    computeHelp: "Für die Wahrheit und jedes trainierte Netz berechnen",
    stop: "Anhalten",
    stopHelp: "Anhalten; die bisherigen Ergebnisse bleiben erhalten",
    progress: "Fortschritt",
    computing: (who) => `Wird berechnet: ${who} …`,
    done: (who) => `Fertig: ${who}.`,
    stopped: "Angehalten; die bisherigen Ergebnisse werden gezeigt.",
    failed: (who, reason) => `${who}: ${satz(reason)}`,
    untrained: "untrainiert: unten „Trainieren“ drücken",
    unsolved: "nicht gelöst: unten „Lösen“ drücken",
    waiting: "noch nicht berechnet: „Berechnen“ drücken",
    preparing: "wird vorbereitet …",
    asOf: (step) => `bei Schritt ${step}`,
    outdatedSolution: "aus einer früheren Lösung",
    outdated: (step, now) => `von Schritt ${step}; das Netz ist jetzt bei ${now}`,
    timeAxis: (unit) => (unit ? `Zeit t (${unit}, logarithmisch)` : "Zeit t (logarithmisch)"),
    lastValue: (who, value) => `${who}: ${value} am Ende.`,
    noValues: "Noch nichts berechnet.",
  },
  chaosText: {
    intro:
      "Poincaré-Schnitte. Jede Farbe ist eine Bahn, markiert, wo sie die Schnittebene durchstößt. Eine reguläre Bahn zeichnet eine Kurve; eine chaotische streut über eine Fläche. Alle Bilder verwenden dieselben Anfangszustände, alle mit derselben Energie.",
    controls: "Bahnen",
    energy: "Energie E der Bahnen",
    energyHelp:
      "Anfangsenergie jeder Bahn nach der wahren Hamilton-Funktion. Je höher, desto mehr Bahnen sind chaotisch.",
    presets: "Empfohlene Energien",
    orbits: "Zahl der Bahnen",
    orbitsHelp:
      "Zahl der Anfangszustände, über den Schnitt verteilt; dieselben für Wahrheit und Netze.",
    duration: "Zeit je Bahn",
    durationHelp: "Längere Zeiten ergeben mehr Durchstoßpunkte und eine zuverlässigere Einordnung.",
    sectionTitle: (who) => who,
    sections: "Poincaré-Schnitte",
    sectionHint: (condition) =>
      `Schnitt ${condition}, in positiver Richtung durchstoßen. Die dünne Linie ist der Rand des energetisch erlaubten Bereichs. Zum Auswählen eine Bahn anklicken oder ihre Nummer wählen.`,
    sectionAlt: (who, crossings, orbits, energy, verdicts) =>
      `Poincaré-Schnitt, ${who}: ${crossings} Durchstoßpunkte von ${orbits} Bahnen bei Energie ${energy}. ${verdicts}`,
    crossings: (count) => `${count} ${count === "1" ? "Durchstoßpunkt" : "Durchstoßpunkte"}`,
    outside: (count) => `${count} außerhalb des Bildes`,
    energyOff: (share) => `Energiefehler bis ${share}`,
    energyFar: (times) => `Energiefehler bis zum ${times}-fachen ihres Werts`,
    lost: (count) => `${count} entkommen`,
    choose: "Bahn",
    orbit: (number) => `Bahn ${number}`,
    startsAt: (start) => `beginnt bei ${start}`,
    table: "Regulär oder chaotisch?",
    tableHelp:
      "λ ist der größte Lyapunov-Exponent: Benachbarte Bahnen entfernen sich wie exp(λt). SALI (smaller alignment index zweier Abweichungsvektoren) fällt auf einer chaotischen Bahn auf 0 und bleibt auf einer regulären deutlich über 0. „Angezogen“: Das Phasenraumvolumen schrumpft auf einen Attraktor, was in einem Hamiltonschen System unmöglich ist.",
    start: "Anfang",
    verdict: {
      regular: "regulär",
      chaotic: "chaotisch",
      undecided: "unentschieden",
      "drawn-in": "angezogen",
      escaped: "entkommen",
    },
    agrees: "✓ stimmt überein",
    differs: "✗ weicht ab",
    values: (exponent, sali) => `λ ${exponent}; SALI ${sali}`,
    verdictCount: (count, verdict) => `${count} ${verdict}`,
    exponentChart: "Lyapunov-Exponent λ(t), gewählte Bahn",
    exponentAlt: (orbit, parts) =>
      `Lyapunov-Exponent von Bahn ${orbit} über endliche Zeit, beide Achsen logarithmisch. ${parts}`,
    saliChart: "SALI(t), gewählte Bahn",
    saliAlt: (orbit, parts) =>
      `SALI von Bahn ${orbit} über der Zeit, beide Achsen logarithmisch. ${parts}`,
    path: "Eine Bahn und ihre Energie",
    pathHelp:
      "Die dargestellte Trajektorie von Wahrheit und Netzen. Ein Netz ohne eingebaute Energie driftet von der Energiefläche weg; seine Bahn hat dann nicht mehr die angegebene Energie.",
    follow: (orbit) => `Bahn ${orbit} folgen`,
    followAt: (energy) => `Bahn bei E = ${energy}`,
    pathOf: (who) => who,
    pathAlt: (who, x, y, drift) =>
      `Trajektorie, ${who}, ${x} gegen ${y}; ihre Energie ändert sich um bis zu ${drift}.`,
    energyError: "Energiefehler |H − H₀| / |H₀| (logarithmisch)",
    energyErrorAlt: (parts) => `Relativer Energiefehler über der Zeit, logarithmisch. ${parts}`,
    dataNote: (parts) =>
      `Trainingsdaten: ${parts.trajectories} Bahnen × ${parts.points} Punkte = ${parts.samples} Punkte; Lernrate ${parts.rate}${parts.schedule}, Batchgröße ${parts.batch}, ${parts.steps} Schritte.`,
    paperNote: (paper, ratio) =>
      `Choudhary u. a. (2020) verwendeten etwa ${paper} Punkte, ${ratio}-mal so viele.`,
    timeNote: (rate, minutes) =>
      `Mit den hier gemessenen ${rate} Schritten/s dauert das Training etwa ${minutes} (min:s).`,
    timeUnknown: "Die geschätzte Trainingszeit erscheint, sobald das Training läuft.",
    scheduleNames: { constant: "", "one-cycle": " (ein Zyklus)" },
    allOf: "alle",
  },
  reversalText: {
    intro:
      "Die Gleichungen werden eine Zeit T vorwärts und dann rückwärts integriert. Der Ring markiert den Anfang, das Kreuz das Ende des Rückwegs. Die Lücke dazwischen enthält Integrations- und Rundungsfehler; das Volumendiagramm zeigt, ob der Fluss Hamiltonsch ist.",
    controls: "Vorwärts und rückwärts",
    duration: "Zeit T je Richtung",
    loopAlt: (who, gap) =>
      `Trajektorie vorwärts (durchgezogen) und rückwärts (gestrichelt), ${who}. Abstand von Anfang und Ende: ${gap}.`,
    loopAltEmpty: (who) => `Trajektorie vorwärts und rückwärts, ${who}: noch nicht berechnet.`,
    out: "vorwärts",
    back: "rückwärts",
    gapCaption: (gap) => `Lücke ${gap}`,
    gap: "Lücke ‖Φ⁻¹(Φ(x₀)) − x₀‖",
    volume: "Volumenänderung |det DΦ − 1|",
    symplectic: "Symplektizitätsfehler ‖DΦᵀJDΦ − J‖",
    gapAlt: (parts) =>
      `Abstand zwischen dem Anfang und dem Ende des Rückwegs über T, logarithmisch. ${parts}`,
    volumeAlt: (parts) =>
      `Abweichung des Flusses von der Volumenerhaltung über T, logarithmisch. ${parts}`,
    symplecticAlt: (parts) =>
      `Abweichung des Flusses von der Symplektizität über T, logarithmisch. ${parts}`,
    logScale: (title) => `${title}, logarithmisch`,
    atT: (time) => `Bei T = ${time}`,
    againstT: "T",
    numbers: "Beim längsten T",
    longestT: "T",
    meaning: "Was die Lücke bedeutet",
    integratorNote: {
      splitting:
        "Er ist zeitsymmetrisch: Ein Schritt zurück macht einen Schritt vorwärts exakt rückgängig. Wenn H in kinetische und potentielle Energie zerfällt, ist er explizit; für alle anderen Felder, auch für die Netze, ist er das implizite Störmer-Verlet-Verfahren, in jedem Schritt bis zur Genauigkeit des Feldes gelöst. Die Lücke enthält nur diese Toleranz und Rundungsfehler, verstärkt um etwa exp(λT).",
      implicit:
        "Er ist zeitsymmetrisch: Ein Schritt zurück macht einen Schritt vorwärts rückgängig, bis auf die Toleranz der impliziten Gleichung. Die Lücke enthält nur diese Toleranz und Rundungsfehler, verstärkt um etwa exp(λT).",
      fixed:
        "Er ist nicht zeitsymmetrisch: Ein Schritt zurück macht einen Schritt vorwärts nicht exakt rückgängig. Die Lücke enthält den Integrationsfehler beider Richtungen. Ein kleinerer Zeitschritt verringert sie; Leapfrog, implizite Mittelpunktsregel und Yoshida vermeiden sie.",
      adaptive:
        "Er passt seine Schritte dem geschätzten Fehler an und verwendet auf dem Rückweg andere, ist also nicht zeitsymmetrisch. Die Lücke enthält den Fehler, den seine Toleranz in beiden Richtungen zulässt.",
    },
    precision:
      "Trainierte Netze rechnen in einfacher Genauigkeit (etwa 7 Stellen), Wahrheit und gelöste Netze in doppelter (etwa 16). Schon deshalb ist die Lücke der trainierten Netze größer.",
    why: [
      "Jeder glatte Fluss lässt sich rückwärts integrieren. Der rückwärtige Fluss macht den Fluss Φ über die Zeit T rückgängig, bis auf Integrations- und Rundungsfehler, die um etwa exp(λT) wachsen (λ: der Lyapunov-Exponent).",
      "Ein Hamiltonscher Fluss erhält Phasenraumvolumen und symplektische Form exakt: det DΦ = 1. Das HNN hat eine Hamilton-Funktion; das gilt deshalb auch für seinen exakten Fluss, unabhängig davon, was es gelernt hat. Nur der Integrator kann es verletzen.",
      "Ein einfaches Netz hat keine solche Struktur. Wo sein Feld kontrahiert, ist det DΦ = exp(∫ div f dt) < 1: Viele Anfangszustände enden nahe beieinander, und der Rückweg verstärkt jeden Fehler um bis zu 1/det. Wo es expandiert, werden Fehler auf dem Hinweg verstärkt.",
      "Die Lücke allein unterscheidet deshalb ein Hamiltonsches Feld nicht von anderen. Volumen und Symplektizität tun es.",
      "Zeitsymmetrische Integratoren: Leapfrog (Störmer–Verlet), implizite Mittelpunktsregel, Yoshida. Nicht symmetrisch: Euler, Runge–Kutta, Dormand–Prince.",
    ],
  },
  lessonText: {
    drift: {
      title: "Warum die Energie driftet",
      paragraphs: [
        "Das einfache Netz lernt das Vektorfeld: die Geschwindigkeit des Zustands zu jedem Ort q und Impuls p. Es lernt das Feld gut, aber überall mit einem kleinen Fehler.",
        "Entlang einer Trajektorie summieren sich diese Fehler. Nichts hebt sie auf; deshalb driftet die Energie mit jeder Schwingung.",
      ],
      question: "Trainieren. Wessen Energie weicht in der dargestellten Zeit am stärksten ab?",
      answers: {
        baseline: "die des einfachen Netzes",
        hnn: "die des HNN",
        alike: "beide etwa gleich",
      },
      replies: {
        baseline:
          "Die Energie des einfachen Netzes weicht am stärksten ab: Seine Fehler sind systematisch und summieren sich.",
        hnn: "Dieses HNN weicht stärker ab: Es ist noch nicht gut genug trainiert. Mehr Schritte helfen.",
        alike: "Beide weichen etwa gleich stark ab. Der Unterschied zeigt sich mit mehr Schritten.",
      },
      further:
        "Als Nächstes: eine längere dargestellte Zeit oder ein anderer Anfang. Der Ring im Phasenporträt lässt sich ziehen.",
    },
    energy: {
      title: "H lernen statt des Feldes",
      paragraphs: [
        "Die Ausgabe des HNN ist eine Zahl, H(q, p). Ihr Gradient, um 90° gedreht, ist das Vektorfeld: dq/dt = ∂H/∂p, dp/dt = −∂H/∂q.",
        "Entlang einer solchen Bewegung ist H konstant, unabhängig davon, was das Netz gelernt hat. Erhalten wird seine eigene Energie; je besser die Anpassung, desto näher liegt sie an der wahren.",
      ],
      question:
        "Trainieren und die Zahlen ansehen. Welche unterscheidet die beiden Netze deutlicher?",
      answers: { loss: "der Testverlust", drift: "die Energiedrift der dargestellten Trajektorie" },
      replies: {
        drift:
          "Die Verluste sind ähnlich, weil das Rauschen beide begrenzt; die Drift unterscheidet sich deutlich.",
        loss: "In diesem Lauf unterscheiden sich die Verluste mehr: Die Netze haben das Rauschniveau noch nicht erreicht.",
      },
      further: "Als Nächstes: Rauschen 0. Welche Zahl unterscheidet sie dann?",
    },
    orbits: {
      title: "Bahnen",
      paragraphs: [
        "Zwei Körper ziehen einander an. Sie werden schneller, wenn sie sich nähern, und langsamer, wenn sie sich entfernen: Kinetische und potentielle Energie werden ineinander umgewandelt.",
        "Ein Netz, das die Gesamtenergie als eine Funktion gelernt hat, erhält sie; ein Netz, das nur das Vektorfeld gelernt hat, lässt die Körper vielleicht auseinanderfliegen.",
      ],
      question: "Welche der drei Energien der Wahrheit ändert sich entlang der Bahn am wenigsten?",
      answers: { kinetic: "die kinetische", potential: "die potentielle", total: "die gesamte" },
      replies: {
        total:
          "Die Gesamtenergie ist konstant: Was die kinetische Energie gewinnt, verliert die potentielle.",
        kinetic: "Hier ist es die kinetische Energie.",
        potential: "Hier ist es die potentielle Energie.",
      },
      further: "Als Nächstes: drei Körper. Wie lange folgen die Netze der Wahrheit?",
    },
    chaos: {
      title: "Ordnung und Chaos",
      paragraphs: [
        "In einem Poincaré-Schnitt des Hénon-Heiles-Systems zeichnen reguläre Bahnen Kurven, chaotische streuen. Die Trainingsdaten sagen nicht, welche Bahn welche ist.",
        "Lyapunov-Exponent und SALI ordnen jede Bahn ein. Nach dem Training „Berechnen“ drücken und die Spalten der Tabelle vergleichen.",
      ],
      question:
        "Bei wie vielen Bahnen stimmt das HNN mit der Wahrheit überein (regulär oder chaotisch)?",
      answers: {
        most: "bei den meisten (70 % oder mehr)",
        some: "bei einigen",
        few: "bei wenigen (30 % oder weniger)",
      },
      replies: {
        most: "Es stimmt bei den meisten überein: Mit der Energie hat es auch gelernt, wo die reguläre Bewegung endet.",
        some: "Es stimmt bei einigen überein. Längeres Training verbessert das.",
        few: "Es stimmt bei wenigen überein: Es ist noch nicht gut genug trainiert.",
      },
      further:
        "Als Nächstes: eine höhere Energie. Bei welcher Energie verschwinden die letzten regulären Bahnen?",
    },
    reversal: {
      title: "Umkehrbarkeit",
      paragraphs: [
        "Jeder glatte Fluss lässt sich rückwärts integrieren; die Rückkehr zum Anfang ist also nichts Besonderes. Das Besondere eines Hamiltonschen Flusses ist, dass er das Phasenraumvolumen erhält: det DΦ = 1. Wo das Feld eines einfachen Netzes kontrahiert oder expandiert, weicht det DΦ von 1 ab.",
        "Jede Trajektorie wird vorwärts und rückwärts integriert. Die Lücke zwischen Anfang und Ende enthält nur Integrations- und Rundungsfehler. Was die Netze unterscheidet, zeigt das Volumendiagramm.",
      ],
      question: "Trainieren und die Lücken abwarten. Wessen Lücke ist die größte?",
      answers: {
        truth: "die der Wahrheit",
        hnn: "die des HNN",
        baseline: "die des einfachen Netzes",
      },
      replies: {
        baseline:
          "Die Lücke des einfachen Netzes ist hier die größte. Wo sein Feld kontrahiert oder expandiert, werden Fehler verstärkt; seine Volumenänderung zeigt das direkt.",
        hnn: "Die Lücke des HNN ist hier die größte: Integrations- und Rundungsfehler wachsen, wo sein Feld weniger glatt ist. Seine Volumenänderung liegt trotzdem nahe bei 0.",
        truth:
          "Die Lücke der Wahrheit ist hier die größte: Alle drei Felder sind glatt, und die Lücke enthält nur Integrationsfehler. Nicht die Lücke, sondern die Volumenänderung unterscheidet die Netze.",
      },
      further:
        "Als Nächstes: Leapfrog, ein zeitsymmetrischer Integrator, mit einem größeren Zeitschritt.",
    },
    friction: {
      title: "Was wäre ohne Reibung?",
      paragraphs: [
        "Diese Masse kommt nach ein bis zwei Schwingungen zur Ruhe. Das HNN kann das nicht wiedergeben, weil es die gelernte Energie erhält. Das einfache Netz kann es, aber die Reibung nicht von der Federkraft trennen.",
        "Das dissipative HNN lernt zwei Funktionen, H und D. Der symplektische Gradient von H erhält die Energie; der Gradient von D dissipiert sie. Ihre Summe passt zu den Daten, und jeder Teil hat eine eigene Bedeutung.",
        "Damit lässt sich eine Frage beantworten, die in den Daten nicht vorkommt: Mit dem Regler für die Reibung auf 0 entfällt D im Netz und die Reibung in der Wahrheit.",
      ],
      question:
        "Trainieren, dann die Reibung auf 0 stellen. Die Wahrheit schwingt jetzt weiter. Wessen Energie weicht noch immer am stärksten vom Anfangswert ab?",
      answers: {
        baseline: "die des einfachen Netzes",
        "dissipative-hnn": "die des dissipativen HNN",
        hnn: "die des HNN",
      },
      replies: {
        baseline:
          "Die des einfachen Netzes: Es hat Reibung und Schwingung als ein Feld gelernt und kann keines von beiden weglassen. Das dissipative HNN kann es und schwingt mit der Wahrheit weiter. Das HNN hat keine Reibung, auch wenn die Daten sie haben.",
        "dissipative-hnn":
          "Die des dissipativen HNN: Es hat die Reibung noch nicht vom Rest getrennt. Längeres Training hilft.",
        hnn: "Die des HNN: Es musste eine abklingende Bewegung mit einer erhaltenen Energie anpassen und hat eine falsche gelernt. Das einfache Netz kommt weiterhin zur Ruhe. Nur das dissipative HNN schwingt mit der Wahrheit weiter.",
      },
      further:
        "Als Nächstes: Reibung 2, und die beiden Teile des Feldes unter dem Phasenporträt. Zeigt ∇D in die Richtung der Reibungskraft?",
      measure: "Zuerst den Regler für die Reibung auf 0 stellen.",
    },
    velocities: {
      title: "Ohne Impulse",
      paragraphs: [
        "Eine Kamera misst Orte und Geschwindigkeiten. Die Hamiltonschen Gleichungen verlangen Impulse, und nahe der Lichtgeschwindigkeit ist p nicht proportional zu q̇. In (q, q̇) gibt es keine Hamilton-Funktion, die diese Bewegung erzeugt; die Struktur des HNN passt deshalb nicht.",
        "Das Lagrange-Netz lernt stattdessen L(q, q̇). Die Euler-Lagrange-Gleichung ergibt daraus die Beschleunigung, in beliebigen Koordinaten, und die Energie q̇ ∂L/∂q̇ − L bleibt erhalten.",
      ],
      question: "Trainieren und den Testverlust ansehen. Welches Netz hat den größten?",
      answers: {
        hnn: "das HNN",
        baseline: "das einfache Netz",
        lnn: "das Lagrange-Netz",
      },
      replies: {
        hnn: "Das HNN: Seine Struktur verlangt Impulse, und mehr Training hilft nicht.",
        baseline: "Hier ist es das einfache Netz: Es ist noch nicht gut genug trainiert.",
        lnn: "Hier ist es das Lagrange-Netz: Es braucht mehr Schritte als die anderen.",
      },
      further:
        "Als Nächstes: unter Daten, Koordinaten die Impulse wählen und erneut trainieren. Welcher Verlust ist dann der größte?",
    },
  },
  frictionText: {
    title: "Reibung nach dem Training",
    help: "Ändert Wahrheit und dissipatives HNN ohne neues Training. Die anderen Netze können die Reibung nicht vom Rest der Bewegung trennen.",
    factor: "Reibung",
    times: (factor) => `× ${factor}`,
    words: (factor) => `das ${factor}-fache der Reibung in den Daten`,
    asLearned: "wie in den Daten",
    without: "keine",
    partsTitle: "Die zwei Teile des Feldes",
    partsHelp:
      "Helmholtz-Zerlegung: J∇H ist tangential zu den Niveaumengen von H und erhält die Energie; ∇D dissipiert sie. Die Pfeile jeder Darstellung haben ihren eigenen Maßstab.",
    partOf: { conservative: "erhält die Energie: J∇H", dissipative: "dissipiert sie: ∇D" },
    partAlt: (of) =>
      `${of.who}, Teil: ${of.part}. Seine Pfeile haben im Mittel ${of.share} der Länge des ganzen Feldes.`,
    partEmpty: (who) => `${who}: noch nicht trainiert.`,
    untrained: "untrainiert",
  },
  dataText: {
    title: (name) => `Eigene Daten: ${name}`,
    read: (rows, columns, separator) =>
      `${rows} Zeilen zu ${columns} Spalten gelesen, getrennt durch ${separator}.`,
    readSet: (samples, trajectories, system) =>
      saetze(
        `HNN-Lab-Datendatei: ${samples} Messpunkte, Trajektorien: ${trajectories}.`,
        system && `System: ${system}.`,
      ),
    row: "Zeile",
    rolesHelp:
      "Die Bedeutung der Spalten wurde aus Namen und Werten vermutet und lässt sich korrigieren. Eine Geschwindigkeit gilt als Impuls p (Masse 1).",
    roleOf: (column) => `Bedeutung der Spalte ${column}`,
    role(role: string): string {
      const [, kind = role, index = ""] = role.match(/^(d?[qp])(\d+)$/) ?? [];
      const names: Record<string, string> = {
        ignored: "nicht verwendet",
        recording: "Aufzeichnung Nr.",
        t: "Zeit t",
        q: `Ort q${index}`,
        p: `Impuls p${index}`,
        dq: `Ableitung von q${index}`,
        dp: `Ableitung von p${index}`,
      };
      return names[kind] ?? role;
    },
    separator: "Spaltentrenner",
    separators: { ",": "Kommas", ";": "Semikolons", "\t": "Tabulatoren", " ": "Leerzeichen" },
    judge: "Energie nach der Hamilton-Funktion von",
    noJudge: "keinem System (nur Koordinaten vergleichen)",
    verdict: (of) =>
      saetze(
        `${of.samples} Punkte in ${gezaehlt(of.recordings, "Aufzeichnung", "Aufzeichnungen")}, aus ${of.used}.`,
        of.unused && `Nicht verwendet: ${of.unused}.`,
        of.isGiven
          ? "Die Ableitungen stehen in der Tabelle."
          : `Ableitungen werden geschätzt (${of.derivative}), nie über eine Lücke hinweg.`,
        `Mit den ersten ${of.share} jeder Aufzeichnung wird trainiert, mit dem Rest getestet.`,
      ),
    problem: (reason) => `Diese Daten lassen sich noch nicht verwenden: ${satz(reason)}`,
    use: "Daten verwenden",
    cancel: "Abbrechen",
    tooLarge: (megabytes, most) =>
      `sie hat ${megabytes} MB, erlaubt sind ${most} MB. Nur jeden zehnten Punkt oder weniger Spalten behalten`,
  },
};
