import { holdToTheTable } from './hold.js';

holdToTheTable('HUAWEI_DWS');
