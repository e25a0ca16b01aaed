// Export (links, images, CSV, networks, data) and import (model files, tables). The
// dialogs, and the code that reads and writes files, are loaded on demand.

import { painted } from "../base/scheduler.js";
import { text } from "../catalogue/strings.js";
import { fileText } from "../catalogue/strings.later.js";
import type { Engine } from "../engine/engine.js";
import type { DataFormat } from "../lab/dataSet.js";
import { messageOf } from "../lab/errors.js";
import type { ModelFile } from "../lab/modelFile.js";
import type { DataDialog, OwnData } from "../panels/dataDialog.js";
import type { TakeRequest } from "../panels/figure.js";
import type { ShareDialog } from "../panels/shareDialog.js";
import { type Contestant, contestants } from "../protocol/snapshot.js";
import { type Pinned, readPinned } from "../state/embedCode.js";
import { firstSystem, measuredExperiment, systemIn } from "../state/experiment.js";
import { publishedRules } from "../state/measured.js";
import { copyText } from "./copyText.js";
import { download } from "./device.js";
import { holdsData, readModelFile } from "./modelFiles.js";
import type { DashboardServices } from "./services.js";

/** The hashes that the site serves now, for any version of this page. */
async function readVersion(folder: string): Promise<Pinned> {
  const response = await fetch(`${folder}integrity.json`, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  const pinned = readPinned(await response.json());
  if (!pinned) throw new Error(`${response.url} is not a list of hashes`);
  return pinned;
}

export class Files {
  /** Created with the first table. */
  private dataDialog: DataDialog | null = null;
  private shareDialog: ShareDialog | null = null;

  constructor(private readonly services: DashboardServices) {}

  // ---- export ----------------------------------------------------------------------------------------------

  async share() {
    const { host, session } = this.services;
    const { link } = this.services.address;
    const { experiment, runs } = session;
    const { ShareDialog } = await import("../panels/shareDialog.js");
    if (!this.shareDialog) {
      this.shareDialog = new ShareDialog({
        copy: (value, done) => void copyText(this.services.notices, value, done),
        save: (name, picture) => download(name, picture, picture.type),
        saveTensors: (who) => this.save(who, "safetensors"),
        saveData: (format) => this.saveData(format),
        readVersion,
      });
      host.root.append(this.shareDialog.element);
    }
    const address = host.addressOf(link);
    this.shareDialog.open({
      address,
      folder: new URL("./", address).href,
      link,
      hasOwnData: experiment.measured !== undefined,
      networks: runs.learned,
    });
  }

  /** A figure as image or CSV. */
  async takeAway(request: TakeRequest) {
    const { catalogue, host, session } = this.services;
    const { link } = this.services.address;
    const { experiment } = session;
    const { takeAway } = await import("./takeAway.js");
    const name = `hnn-lab-${systemIn(catalogue, experiment).id}`;
    const address = host.addressOf(link);
    const { fingerprints } = session.progress;
    await this.saving(() => takeAway(request, { address, fingerprints, face: host.face, name }));
  }

  /** A network. */
  save(who: Contestant, format: "json" | "safetensors" = "json") {
    const { catalogue, session } = this.services;
    this.saveInTurn(async (engine) => {
      const file = await engine.save(who);
      const { id } = systemIn(catalogue, session.experiment);
      const name = `${who}-${id}-${session.runs.step(who)}.${format}`;
      if (format === "json") download(name, file, "application/json");
      else {
        const { safetensorsOf } = await import("../lab/safetensors.js");
        const bytes = safetensorsOf(JSON.parse(file) as ModelFile);
        download(name, new Blob([bytes]), "application/octet-stream");
      }
    });
  }

  /** The training data. */
  private saveData(format: DataFormat) {
    this.saveInTurn(async (engine) => {
      const { saveData } = await import("./dataFiles.js");
      await saveData(format, engine, this.services.session.inForce);
    });
  }

  private saveInTurn(job: (engine: Engine) => Promise<void>) {
    const { session } = this.services;
    void session.enqueue(() =>
      this.saving(async () => {
        if (!session.engine) throw new Error(text.state.loading);
        await job(session.engine);
      }),
    );
  }

  private async saving(job: () => Promise<void>) {
    try {
      await job();
    } catch (error) {
      this.complain(fileText.saveFailed(messageOf(error)));
    }
  }

  private complain(message: string) {
    this.services.notices.say({ kind: "file", tone: "warning", message });
  }

  // ---- import ----------------------------------------------------------------------------------------------

  /** Reads files one after the other; reports what cannot be used, which changes nothing and does not pause training. */
  load(files: Iterable<File>) {
    const { notices, scheduler } = this.services;
    notices.clear("file"); // about an earlier file
    const chosen = [...files].slice(0, contestants.length);
    this.reading = chosen.reduce(
      (before, file) => before.then(() => this.read(file)),
      this.reading,
    );
    void scheduler.waitFor(this.reading);
  }
  private reading: Promise<void> = Promise.resolve();

  private async read(file: File) {
    let isData = false;
    try {
      isData = await holdsData(file);
      if (isData) await this.showData(file);
      else {
        const { who, content } = await readModelFile(file);
        await this.services.session.do({ type: "load", contestant: who, file: content });
      }
    } catch (error) {
      const failed = isData ? fileText.dataRefused : fileText.loadFailed;
      this.complain(failed(file.name, messageOf(error)));
    }
  }

  /** A table has been read, and can be opened again. */
  get hasTable(): boolean {
    return this.dataDialog?.hasTable ?? false;
  }

  /** To change its columns. */
  reopenData() {
    this.dataDialog?.reopen();
  }

  /** Nothing changes before the visitor has confirmed the column meanings. */
  private async showData(file: File) {
    const { catalogue, host, notices, session } = this.services;
    const { experiment } = session;
    notices.say({ kind: "file", message: fileText.readingData(file.name) });
    const { DataDialog, readDataFile } = await import("./tables.js");
    const content = await readDataFile(file);
    if (!this.dataDialog) {
      this.dataDialog = new DataDialog(catalogue, { take: (data) => this.takeData(data) });
      host.root.append(this.dataDialog.element);
    }
    await painted(this.services.scheduler); // a long table takes a second or two
    const { settings, measured } = experiment;
    this.dataDialog.open(content, file.name, {
      present: settings.system,
      ...publishedRules,
      ...(measured && { derivative: settings.derivative, trainFraction: settings.trainFraction }),
    });
    notices.clear("file");
  }

  /** Returns the reason if the core refuses the data; then nothing has changed. */
  private async takeData({ applied, judge, ...rules }: OwnData): Promise<string | null> {
    const { catalogue, session } = this.services;
    const { engine, experiment } = session;
    if (!engine) return text.state.loading;
    const { measured } = applied;
    const system = judge ?? firstSystem(catalogue);
    const given = { system, seed: experiment.settings.seed, ...rules };
    const next = measuredExperiment(catalogue, measured, given);
    try {
      await engine.truth(next.settings, null, null, measured);
    } catch (error) {
      return messageOf(error);
    }
    void session.do({ type: "take-data", experiment: next });
    return null;
  }
}
