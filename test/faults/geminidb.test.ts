import { holdToTheTable } from './hold.js';

holdToTheTable('HUAWEI_GEMINIDB');
